const NOW = 'clock_timestamp()';

/** Removes identities that were linked after the address was confirmed, or since $2 if that is earlier. */
export const removeLaterIdentities = {
  name: 'remove-later-identities',
  text: `
    DELETE FROM user_identity USING user_account AS account
     WHERE account.id = $1::uuid AND user_id = account.id
       AND user_identity.created_at > LEAST(COALESCE(email_confirmed_at, activated_at), $2::timestamptz)
    RETURNING provider`,
};

export const removeWebhooks = {
  name: 'remove-webhooks',
  text: `DELETE FROM webhook WHERE user_id = $1::uuid RETURNING id`,
};

export const removeApiKeys = {
  name: 'remove-api-keys',
  text: `DELETE FROM api_key WHERE user_id = $1::uuid RETURNING id`,
};

/** Voids whatever was issued before: sign-ins under way, and links and changes that are being requested. */
export const beginEpoch = {
  name: 'begin-account-epoch',
  text: `
    UPDATE user_account SET epoch = epoch + 1,
           email_confirmed_at = CASE WHEN $2::boolean THEN ${NOW} ELSE email_confirmed_at END
     WHERE id = $1::uuid RETURNING email`,
};
