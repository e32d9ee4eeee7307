// Generated from docs/openapi.json by `npm run docs:gen`.

export interface paths {
  '/health/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Check that the process is alive
     * @description Check that the process is alive. Depends on nothing else.
     */
    get: operations['health.live'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Check that requests can be served, and report the state of each dependency
     * @description Check that requests can be served, and report the state of each dependency. Only the database is required.
     */
    get: operations['health.ready'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/ping': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Respond with pong
     * @description Respond with pong. Shows that the API can be reached.
     */
    get: operations['instance.ping'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/instance': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the limits and the version of this installation
     * @description Get the limits and the version of this installation. Clients adapt to them.
     */
    get: operations['instance.instance'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/refresh-tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Exchange a refresh token for a new token pair
     * @description Exchange a refresh token for a new token pair. Works once for each token.
     */
    post: operations['sessions.refresh'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign out
     * @description Sign out. Ends the session of the refresh token, or else the current one.
     */
    post: operations['sessions.logOut'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/logout/all': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign out everywhere
     * @description Sign out everywhere. Ends all your sessions, this one too.
     */
    post: operations['sessions.logOutEverywhere'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List your active sessions
     * @description List your active sessions. Each shows its browser and network.
     */
    get: operations['sessions.list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * End one of your sessions
     * @description End one of your sessions. Its access tokens stop working at once.
     */
    delete: operations['sessions.end'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/.well-known/jwks.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the public keys of access tokens
     * @description List the public keys of access tokens. In the format of RFC 7517.
     */
    get: operations['jwks.keys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/signup': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create an account
     * @description Create an account. The response does not show whether the email address already has one.
     */
    post: operations['signup.signUp'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Verify an email address
     * @description Verify an email address. Takes the token of the mail.
     */
    post: operations['signup.verify'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/verify/{token}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Verify an email address by GET
     * @description Verify an email address by GET. For clients of the original API: links in mails lead to a page.
     */
    get: operations['signup.verifyByAddress'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/resend-verification-email': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Resend the verification link
     * @description Resend the verification link. The response does not show whether the address awaits verification.
     */
    post: operations['signup.resend'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/signin': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign in with email address and password
     * @description Sign in with email address and password. Also sets the refresh token as a cookie.
     */
    post: operations['signin.signIn'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/reset-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Mail a link that sets a new password
     * @description Mail a link that sets a new password. The response does not show whether the address has an account.
     */
    post: operations['password.forgot'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/reset-password/{token}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Set a new password with the token of the mail
     * @description Set a new password with the token of the mail. Ends all sessions.
     */
    post: operations['password.reset'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/change-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Change your password
     * @description Change your password. Ends all other sessions.
     */
    post: operations['password.change'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/change-email': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Request another email address
     * @description Request another email address. It receives a link, and the current one a notice.
     */
    post: operations['emailchange.request'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/change-email/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Confirm the change of address
     * @description Confirm the change of address. Takes the token mailed to the new address.
     */
    post: operations['emailchange.confirm'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/change-email/stop': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop or undo the change of address
     * @description Stop or undo the change of address. Takes the token mailed to the old address.
     */
    post: operations['emailchange.stop'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/change-email/{token}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Confirm the change of address by GET
     * @description Confirm the change of address by GET. For clients of the original API: links in mails lead to a page.
     */
    get: operations['emailchange.confirmByAddress'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get your account
     * @description Get your account. Contains its email address and a few numbers.
     */
    get: operations['profile.me'];
    put?: never;
    post?: never;
    /**
     * Delete your account
     * @description Delete your account. Its notes and sessions are deleted too.
     */
    delete: operations['profile.remove'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me/activity': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the security log of your account
     * @description List the security log of your account. The newest events come first.
     */
    get: operations['activity.list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List your API keys
     * @description List your API keys. The newest come first.
     */
    get: operations['apikeys.list'];
    put?: never;
    /**
     * Create an API key
     * @description Create an API key. The response shows it this once.
     */
    post: operations['apikeys.create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me/api-keys/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke one of your API keys
     * @description Revoke one of your API keys. It stops working at once.
     */
    delete: operations['apikeys.revoke'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys/current': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the API key of this request
     * @description Get the API key of this request. Any scope will do.
     */
    get: operations['apikeys.current'];
    put?: never;
    post?: never;
    /**
     * Revoke the API key of this request
     * @description Revoke the API key of this request. Lets the finder of a leaked key end it.
     */
    delete: operations['apikeys.revokeCurrent'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/note': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List your notes
     * @description List your notes. The newest come first. API keys need the scope `notes:read-own`.
     */
    get: operations['mynotes.all'];
    put?: never;
    /**
     * Create a note
     * @description Create a note. Returns its slug, its expiry and a receipt, which lets its holder check or delete the note. API keys need the scope `notes:create`.
     */
    post: operations['notes.create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/note/read': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List your read notes
     * @description List your read notes. The newest come first. API keys need the scope `notes:read-own`.
     */
    get: operations['mynotes.read'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/note/unread': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List your unread notes
     * @description List your unread notes. The newest come first. API keys need the scope `notes:read-own`.
     */
    get: operations['mynotes.unread'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/note/{slug}/expires': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change the expiry of your unread note
     * @description Change the expiry of your unread note. Omitted fields stay as they are. API keys need the scope `notes:manage`.
     */
    patch: operations['mynotes.changeExpiry'];
    trace?: never;
  };
  '/api/v1/note/{slug}/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change the password of your unread note
     * @description Change the password of your unread note. Not possible for a sealed note. API keys need the scope `notes:manage`.
     */
    patch: operations['mynotes.changePassword'];
    trace?: never;
  };
  '/api/v1/note/{slug}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a note without a password
     * @description Read a note without a password. Burns the note unless it is reusable.
     */
    get: operations['notes.read'];
    put?: never;
    post?: never;
    /**
     * Delete a note as its author or with its receipt
     * @description Delete a note as its author or with its receipt. Its slug stays reserved for 30 days. API keys need the scope `notes:manage`.
     */
    delete: operations['notes.remove'];
    options?: never;
    head?: never;
    /**
     * Change the content of your unread note, or only the label of any note of yours
     * @description Change the content of your unread note, or only the label of any note of yours. A sealed note stays sealed. API keys need the scope `notes:manage`.
     */
    patch: operations['mynotes.changeContent'];
    trace?: never;
  };
  '/api/v1/note/{slug}/view': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Read a note with its password or access proof
     * @description Read a note with its password or access proof. Burns the note unless it is reusable.
     */
    post: operations['notes.view'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/note/{slug}/ack': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Acknowledge a read and erase the content
     * @description Acknowledge a read and erase the content. Takes the Idempotency-Key of that read.
     */
    post: operations['notes.acknowledge'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/note/{slug}/meta': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the properties of a note
     * @description Get the properties of a note. The note stays unread.
     */
    get: operations['notes.meta'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/note/{slug}/receipt': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the status of a note by its receipt
     * @description Get the status of a note by its receipt. A wrong receipt is reported as an unknown note.
     */
    get: operations['notes.receipt'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/note/receipts/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get the statuses of up to 50 notes by their receipts, in the same order
     * @description Get the statuses of up to 50 notes by their receipts, in the same order. A wrong receipt is reported as an unknown note.
     */
    post: operations['notes.receipts'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me/notices': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the settings of notices by mail
     * @description Get the settings of notices by mail.
     */
    get: operations['noticesettings.settings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change the settings of notices by mail
     * @description Change the settings of notices by mail. Omitted fields stay as they are.
     */
    patch: operations['noticesettings.change'];
    trace?: never;
  };
  '/api/v1/notices/addresses': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Mail a link that confirms an address for notices
     * @description Mail a link that confirms an address for notices. Returns a key that works once the link was opened, and the same for every address.
     */
    post: operations['noticeaddresses.request'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notices/addresses/state': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get the state of an address by its key
     * @description Get the state of an address by its key.
     */
    post: operations['noticeaddresses.state'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notices/addresses/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Confirm an address with the token of the mail
     * @description Confirm an address with the token of the mail. May be repeated.
     */
    post: operations['noticeaddresses.confirm'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/notices/stop/{token}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Go to the page that stops notices
     * @description Go to the page that stops notices. Changes nothing.
     */
    get: operations['stopnotices.page'];
    put?: never;
    /**
     * Stop all notices to an address
     * @description Stop all notices to an address. Needs no account and no body, and may be repeated; an unknown token changes nothing.
     */
    post: operations['stopnotices.stop'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me/webhooks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List your webhooks
     * @description List your webhooks. The newest come first. API keys need the scope `webhooks:manage`.
     */
    get: operations['webhooks.list'];
    put?: never;
    /**
     * Create a webhook
     * @description Create a webhook. Its URL receives events as Standard Webhooks describe (https://www.standardwebhooks.com). API keys need the scope `webhooks:manage`.
     */
    post: operations['webhooks.create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me/webhooks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get one of your webhooks
     * @description Get one of your webhooks. API keys need the scope `webhooks:manage`.
     */
    get: operations['webhooks.get'];
    put?: never;
    post?: never;
    /**
     * Delete one of your webhooks
     * @description Delete one of your webhooks. Its deliveries are deleted too. API keys need the scope `webhooks:manage`.
     */
    delete: operations['webhooks.delete'];
    options?: never;
    head?: never;
    /**
     * Change one of your webhooks
     * @description Change one of your webhooks. Omitted fields stay as they are. API keys need the scope `webhooks:manage`.
     */
    patch: operations['webhooks.change'];
    trace?: never;
  };
  '/api/v1/me/webhooks/{id}/secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Rotate the secret of a webhook
     * @description Rotate the secret of a webhook. Deliveries are signed with both for 24 hours. API keys need the scope `webhooks:manage`.
     */
    post: operations['webhooks.rotate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me/webhooks/{id}/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a test event to a webhook
     * @description Send a test event to a webhook. Its outcome is among the deliveries. API keys need the scope `webhooks:manage`.
     */
    post: operations['webhookdeliveries.test'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me/webhooks/{id}/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the last 100 deliveries of a webhook
     * @description List the last 100 deliveries of a webhook. The newest come first. API keys need the scope `webhooks:manage`.
     */
    get: operations['webhookdeliveries.list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me/webhooks/{id}/deliveries/{delivery}/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Repeat a delivery, under the same `webhook-id`
     * @description Repeat a delivery, under the same `webhook-id`. Not while it is due. API keys need the scope `webhooks:manage`.
     */
    post: operations['webhookdeliveries.replay'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/oauth/{provider}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Begin to sign in through a provider
     * @description Begin to sign in through a provider. Redirects there.
     */
    get: operations['oauth.begin'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/oauth/{provider}/callback': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Finish signing in through a provider
     * @description Finish signing in through a provider. It redirects here, and this route redirects to the web UI.
     */
    get: operations['oauth.finish'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/oauth/exchange': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Exchange the one-time code of a sign-in for tokens
     * @description Exchange the one-time code of a sign-in for tokens. Works once, within a minute, in the same browser.
     */
    post: operations['oauth.exchange'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/oauth/{provider}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Begin to sign in through a provider
     * @description Begin to sign in through a provider. Redirects there.
     */
    get: operations['authoauth.begin'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/oauth/{provider}/callback': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Finish signing in through a provider
     * @description Finish signing in through a provider. It redirects here, and this route redirects to the web UI.
     */
    get: operations['authoauth.finish'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/oauth/exchange': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Exchange the one-time code of a sign-in for tokens
     * @description Exchange the one-time code of a sign-in for tokens. Works once, within a minute, in the same browser.
     */
    post: operations['authoauth.exchange'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/providers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the sign-in providers
     * @description List the sign-in providers. Empty without any.
     */
    get: operations['providers.list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me/identities': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the providers through which you can sign in
     * @description List the providers through which you can sign in. Oldest first.
     */
    get: operations['identities.list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me/identities/{provider}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Unlink a provider from your account
     * @description Unlink a provider from your account. Ends all other sessions.
     */
    delete: operations['identities.unlink'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Live: {
      /** @enum {string} */
      status: 'ok';
    };
    Ready: {
      /** @enum {string} */
      status: 'ok' | 'unavailable' | 'leaving';
      parts: {
        /** @enum {string} */
        database: 'up' | 'down';
        /** @enum {string} */
        redis: 'up' | 'down' | 'unused';
        /** @enum {string} */
        nats: 'up' | 'down' | 'unused';
      };
      circuits: {
        /** @enum {string} */
        database: 'closed' | 'open';
      };
      /** @description Each with the action that it needs. */
      problems?: string[];
    };
    Pong: {
      /** @enum {string} */
      message: 'pong';
    };
    Instance: {
      note_max_bytes: number;
      /** @description Lifetime of a note whose sender gives no expiry. */
      note_default_ttl_seconds: number;
      note_max_ttl_seconds?: number;
      /** @description Lifetime that a form should preselect. Earlier releases omit it. */
      note_preselected_ttl_seconds?: number;
      /** @description Lifetimes that a new note may have; null stands for no expiry. Missing if any lifetime is allowed. */
      note_lifetimes_seconds?: (number | null)[];
      /**
       * @description Password of new notes. Earlier releases omit it.
       * @enum {string}
       */
      note_password?: 'optional' | 'required';
      /** @description False if each note is read once. Earlier releases omit it. */
      reusable_notes?: boolean;
      /** @description False if each link is random. Earlier releases omit it. */
      custom_links?: boolean;
      /** @description True if the server serves reading only. Earlier releases omit it. */
      read_only?: boolean;
      /** @description Shortest custom link that a client should offer. The API also accepts shorter ones. */
      note_slug_min_length: number;
      read_lease_seconds: number;
      /**
       * @description Permission to create an account. Earlier releases omit it.
       * @enum {string}
       */
      sign_up?: 'open' | 'closed' | 'domains';
      /** @description Domains of the email addresses that may sign up. */
      sign_up_domains?: string[];
      /**
       * @description Permission to create notes. Earlier releases omit it.
       * @enum {string}
       */
      create_notes?: 'anyone' | 'signed-in';
      /** @description False if people sign in through providers only. Earlier releases omit it. */
      password_sign_in?: boolean;
      /** @description Version of Onasty. */
      version?: string;
      /** @description Omitted if unknown. */
      commit?: string;
      /** @description False if no mail leaves this server. Earlier releases omit it. */
      sends_mail?: boolean;
      /** @description Page with the mails of this server, which sends none. */
      mailbox_path?: string;
    };
    RefreshToken: {
      /** @description Omitted by the web UI, which sends it as a cookie. */
      refresh_token?: string;
    };
    RefreshedTokens: {
      access_token: string;
      /** @description Omitted if the cookie was the credential: no script needs it. */
      refresh_token?: string;
    };
    Sessions: {
      /** Format: uuid */
      id: string;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      last_used_at: string;
      browser: string;
      network: string;
      /** @description True for the session of this request. */
      current: boolean;
    }[];
    Jwks: {
      keys: ({
        kty: string;
        kid: string;
      } & {
        [key: string]: unknown;
      })[];
    };
    Credentials: {
      email: string;
      password: string;
    };
    LinkToken: {
      token: string;
    };
    Email: {
      email: string;
    };
    TokenPair: {
      access_token: string;
      refresh_token: string;
    };
    Password: {
      password: string;
    };
    ChangePassword: {
      /** @description Omitted for an account without a password, whose session must be less than five minutes old. */
      current_password?: string;
      new_password: string;
    };
    NewEmail: {
      new_email: string;
      /** @description Omitted for an account without a password, whose session must be less than five minutes old. */
      current_password?: string;
    };
    Me: {
      email: string;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      last_login_at?: string;
      notes_created: number;
      /** @description False if only providers open the account. Earlier releases omit it. */
      has_password?: boolean;
    };
    DeleteAccount: {
      /** @description Omitted for an account without a password, whose session must be less than five minutes old. */
      password?: string;
    };
    Activity: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      event:
        | 'account_blocked'
        | 'account_confirmed'
        | 'account_created'
        | 'account_invited'
        | 'account_unblocked'
        | 'api_key_created'
        | 'api_key_refused'
        | 'api_key_revoked'
        | 'email_change_requested'
        | 'email_change_stopped'
        | 'email_change_undone'
        | 'email_changed'
        | 'identity_linked'
        | 'identity_unlinked'
        | 'password_changed'
        | 'password_reset'
        | 'session_ended'
        | 'sessions_ended'
        | 'sign_in'
        | 'sign_in_failed'
        | 'sign_in_limited'
        | 'signed_out'
        | 'token_reused'
        | 'webhook_changed'
        | 'webhook_created'
        | 'webhook_deleted'
        | 'webhook_secret_rotated';
      /** Format: date-time */
      created_at: string;
      /** @description Failed attempts of ten minutes share an entry. */
      count: number;
      /** @description Omitted if the operator acted. */
      browser?: string;
      /** @description Shortened to /24 of IPv4, /48 of IPv6. */
      network?: string;
      /** @description Way of a sign-in, reason of a failure, provider, id of an API key. */
      detail?: string;
    }[];
    CreateApiKey: {
      /** @description Lets its owner recognise the key. */
      name: string;
      scopes: ('notes:create' | 'notes:read-own' | 'notes:manage' | 'webhooks:manage')[];
      /** @description Lifetime in seconds. 90 days if omitted; null: the key does not expire. */
      expires_in?: number | null;
      /** @description Addresses and networks that may use the key. All if omitted. */
      cidrs?: string[] | null;
      /** @description Rate limit of the key. */
      requests_per_minute?: number | null;
      /** @description Notes that the key creates in a day. */
      notes_per_day?: number | null;
    };
    CreatedApiKey: {
      /** @description Part of the key between its underscores. */
      id: string;
      name: string;
      scopes: ('notes:create' | 'notes:read-own' | 'notes:manage' | 'webhooks:manage')[];
      /** @description Empty: all networks. */
      cidrs: string[];
      requests_per_minute?: number;
      notes_per_day?: number;
      /** Format: date-time */
      created_at: string;
      /**
       * Format: date-time
       * @description Absent: never.
       */
      expires_at?: string;
      /** @description The key itself, which is shown this once. */
      key: string;
    };
    ApiKeys: {
      /** @description Part of the key between its underscores. */
      id: string;
      name: string;
      scopes: ('notes:create' | 'notes:read-own' | 'notes:manage' | 'webhooks:manage')[];
      /** @description Empty: all networks. */
      cidrs: string[];
      requests_per_minute?: number;
      notes_per_day?: number;
      /** Format: date-time */
      created_at: string;
      /**
       * Format: date-time
       * @description Absent: never.
       */
      expires_at?: string;
      /**
       * Format: date-time
       * @description To the minute. Absent: never.
       */
      last_used_at?: string;
    }[];
    CurrentApiKey: {
      /** @description Part of the key between its underscores. */
      id: string;
      name: string;
      scopes: ('notes:create' | 'notes:read-own' | 'notes:manage' | 'webhooks:manage')[];
      /** @description Empty: all networks. */
      cidrs: string[];
      requests_per_minute?: number;
      notes_per_day?: number;
      /** Format: date-time */
      created_at: string;
      /**
       * Format: date-time
       * @description Absent: never.
       */
      expires_at?: string;
    };
    ListedNote: {
      slug: string;
      /** @description Name that only the author sees. */
      label?: string;
      /** @description Empty if the note has a password, is sealed, was read, has expired or is damaged. */
      content: string;
      keep_before_expiration: boolean;
      has_password: boolean;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at?: string;
      /** Format: date-time */
      read_at?: string;
      /** @description Number of reads of a reusable note. */
      reads?: number;
      /**
       * Format: date-time
       * @description Time of the last read of a reusable note.
       */
      last_read_at?: string;
      sealed?: boolean;
    };
    ChangeNoteExpiry: {
      /** @description Null: never, unless NOTE_MAX_TTL caps the lifetime. */
      expires_at?: string | null;
      /** @description Lifetime in seconds by the clock of the server. Not with expires_at. */
      expires_in?: number | null;
      keep_before_expiration?: boolean | null;
    };
    ChangeNotePassword: {
      password?: string | null;
    };
    EditNote: {
      /** @description Text, or the new envelope of a sealed note. */
      content?: string;
      /** @description Null: no label. Omitted: unchanged. */
      label?: string | null;
    };
    CreateNote: {
      /** @description Text, or the envelope of a sealed note. */
      content: string;
      /** @description Custom link: up to 255 of A-Z a-z 0-9 _ -. Generated if omitted. */
      slug?: string | null;
      /** @description Password, or the access proof of a sealed note. */
      password?: string | null;
      /** @description Link proof of a sealed note. */
      link_proof?: string | null;
      /** @description Readable until it expires instead of once. Requires an expiry. */
      keep_before_expiration?: boolean | null;
      /** @description Null: never, unless NOTE_MAX_TTL caps the lifetime. */
      expires_at?: string | null;
      /** @description Lifetime in seconds by the clock of the server. Not with expires_at. */
      expires_in?: number | null;
      /** @description Repeated in events of the note, and stored as it is. Requires an account. */
      reference?: string | null;
      /** @description Mail a notice when the note is first read or expires unread. Omitted: the default of the account. Without an account it requires a `notice_key`. */
      notify?: boolean | null;
      /** @description Key of a confirmed address, for senders without an account. */
      notice_key?: string | null;
      /** @description Name in the list of the author. Requires an account. */
      label?: string | null;
    };
    CreatedNote: {
      slug: string;
      /** @description Lets its holder check or delete the note. */
      receipt: string;
      /**
       * Format: date-time
       * @description Absent: never.
       */
      expires_at?: string;
    };
    OpenedNote: {
      slug: string;
      content: string;
      keep_before_expiration: boolean;
      has_password: boolean;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at?: string;
    };
    ViewNote: {
      /** @description Password, or the access proof of a sealed note. */
      password?: string | null;
      /** @description Link proof of a sealed note. Without it a wrong access proof is reported as not found. */
      link_proof?: string | null;
    };
    NoteMeta: {
      /** Format: date-time */
      created_at: string;
      has_password: boolean;
      sealed: boolean;
      keep_before_expiration: boolean;
      /** Format: date-time */
      expires_at?: string;
    };
    NoteReceipt: {
      /**
       * @description A reusable note stays unread until it expires, and counts its reads.
       * @enum {string}
       */
      state: 'unread' | 'read' | 'expired' | 'deleted';
      /** Format: date-time */
      read_at?: string;
      /** @description Number of reads of a reusable note. */
      reads?: number;
      /**
       * Format: date-time
       * @description Time of the last read of a reusable note.
       */
      last_read_at?: string;
      /** Format: date-time */
      expires_at?: string;
    };
    HeldReceipts: {
      receipts: {
        slug: string;
        /** @description Receipt returned when the note was created. */
        receipt: string;
      }[];
    };
    ReceiptStatuses: {
      slug: string;
      /**
       * @description A reusable note stays unread until it expires, and counts its reads. Unknown: no such note, or a wrong receipt.
       * @enum {string}
       */
      state: 'unread' | 'read' | 'expired' | 'deleted' | 'unknown';
      /** Format: date-time */
      read_at?: string;
      /** @description Number of reads of a reusable note. */
      reads?: number;
      /**
       * Format: date-time
       * @description Time of the last read of a reusable note.
       */
      last_read_at?: string;
      /** Format: date-time */
      expires_at?: string;
    }[];
    NoticeSettings: {
      /** @description Send a notice of each new note, unless its request says otherwise. */
      notify_by_default: boolean;
      /** @description Also send a notice of a note that expires unread. */
      expired_unread: boolean;
    };
    ChangeNoticeSettings: {
      /** @description Send a notice of each new note, unless its request says otherwise. */
      notify_by_default?: boolean;
      /** @description Also send a notice of a note that expires unread. */
      expired_unread?: boolean;
    };
    NoticeKey: {
      /** @description Lets its holder create notes with a notice to the address, once the address is confirmed. */
      notice_key: string;
    };
    HeldNoticeKey: {
      notice_key: string;
    };
    NoticeAddress: {
      /**
       * @description Unknown: no such key, or it expired, or its owner stopped all notices.
       * @enum {string}
       */
      state: 'confirmed' | 'pending' | 'unknown';
    };
    CreateWebhook: {
      /** @description https:// address that receives the events. */
      url: string;
      /** @description `account.*` stands for each change in the security log. */
      events: (
        | 'note.created'
        | 'note.read'
        | 'note.expired'
        | 'note.deleted'
        | 'note.locked'
        | 'account.*'
      )[];
      description?: string | null;
    };
    CreatedWebhook: {
      /** Format: uuid */
      id: string;
      url: string;
      events: (
        | 'note.created'
        | 'note.read'
        | 'note.expired'
        | 'note.deleted'
        | 'note.locked'
        | 'account.*'
      )[];
      description: string;
      /** @description False once disabled, also by a response of 410 Gone. */
      enabled: boolean;
      /** Format: date-time */
      created_at: string;
      public_key: string;
      /** @description Secret of the `v1` signatures, shown this once. */
      secret: string;
    };
    Webhooks: components['schemas']['Webhook'][];
    Webhook: {
      /** Format: uuid */
      id: string;
      url: string;
      events: (
        | 'note.created'
        | 'note.read'
        | 'note.expired'
        | 'note.deleted'
        | 'note.locked'
        | 'account.*'
      )[];
      description: string;
      /** @description False once disabled, also by a response of 410 Gone. */
      enabled: boolean;
      /** Format: date-time */
      created_at: string;
      /** @description Ed25519 key of the `v1a` signatures. Absent if the server lost the key that encrypts it. */
      public_key?: string;
    };
    ChangeWebhook: {
      /** @description https:// address that receives the events. */
      url?: string;
      /** @description `account.*` stands for each change in the security log. */
      events?: (
        | 'note.created'
        | 'note.read'
        | 'note.expired'
        | 'note.deleted'
        | 'note.locked'
        | 'account.*'
      )[];
      /** @description Lets its owner recognise it. */
      description?: string;
      enabled?: boolean;
    };
    WebhookDelivery: {
      /** Format: uuid */
      id: string;
      /**
       * Format: uuid
       * @description The `webhook-id` of the delivery.
       */
      event_id: string;
      type: string;
      /** @enum {string} */
      state: 'due' | 'delivered' | 'dead';
      /** Format: date-time */
      created_at: string;
      attempts: number;
      /** Format: date-time */
      next_attempt_at?: string;
      /** @description HTTP status of the last response. */
      status?: number;
      /** @description Reason of the last failure: `status`, `redirect`, `timeout`, `unreachable`, `refused` (not a public https:// address), `secret` or `disabled`. */
      error?: string;
    };
    WebhookDeliveries: components['schemas']['WebhookDelivery'][];
    OneTimeCode: {
      code: string;
    };
    Providers: {
      providers: {
        /** @description Path segment of the sign-in URL. */
        id: string;
        /** @description Label of its button. */
        name: string;
      }[];
    };
    Identities: {
      /** @description Provider in the address that unlinks it; an issuer if it is no longer offered. */
      provider: string;
      /** @description Label of the provider. */
      name: string;
      /** Format: date-time */
      linked_at: string;
      /**
       * Format: date-time
       * @description Last sign-in, once recorded.
       */
      last_used_at?: string;
    }[];
    UnlinkIdentity: {
      /** @description Omitted for an account without a password, whose session must be less than five minutes old. */
      current_password?: string;
    };
    Error: {
      message: string;
      /**
       * @description Stable; match on this.
       * @enum {string}
       */
      code:
        | 'api_key.network'
        | 'api_key.not_found'
        | 'api_key.scope'
        | 'api_key.too_many'
        | 'auth.too_many_attempts'
        | 'auth.unauthorized'
        | 'identity.last_way_in'
        | 'identity.not_found'
        | 'internal'
        | 'keys.wrong'
        | 'link.expired'
        | 'link.not_found'
        | 'link.used'
        | 'note.account_full'
        | 'note.already_read'
        | 'note.content_empty'
        | 'note.daily_limit'
        | 'note.envelope_unsupported'
        | 'note.expired'
        | 'note.idempotency_key_reused'
        | 'note.keep_without_expiry'
        | 'note.label_needs_account'
        | 'note.locked'
        | 'note.no_room'
        | 'note.not_found'
        | 'note.password_missing'
        | 'note.proof_malformed'
        | 'note.seal_changed'
        | 'note.sealed'
        | 'note.sign_in_required'
        | 'note.slug_invalid'
        | 'note.slug_taken'
        | 'note.wrong_password'
        | 'notice.address_unconfirmed'
        | 'oauth.code_invalid'
        | 'oauth.provider_not_supported'
        | 'policy.custom_link'
        | 'policy.lifetime'
        | 'policy.password'
        | 'policy.read_only'
        | 'policy.reusable'
        | 'request.address_too_long'
        | 'request.cross_site'
        | 'request.headers_too_large'
        | 'request.invalid'
        | 'request.media_type'
        | 'request.rate_limited'
        | 'request.timeout'
        | 'request.too_large'
        | 'reset.expired'
        | 'reset.used'
        | 'route.method_not_allowed'
        | 'route.not_found'
        | 'session.not_found'
        | 'session.sign_in_again'
        | 'session.token_reused'
        | 'unavailable'
        | 'user.already_verified'
        | 'user.blocked'
        | 'user.email_change_open'
        | 'user.email_in_use'
        | 'user.invalid_email'
        | 'user.not_activated'
        | 'user.sign_up_closed'
        | 'user.password_sign_in_off'
        | 'user.weak_password'
        | 'user.wrong_credentials'
        | 'webhook.delivery_not_found'
        | 'webhook.not_found'
        | 'webhook.too_many'
        | 'webhook.url';
      request_id: string;
    } & {
      [key: string]: unknown;
    };
  };
  responses: {
    /** @description Internal Server Error: `internal`. */
    internal: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'internal';
        };
      };
    };
    /** @description Request Header Fields Too Large: `request.headers_too_large`. */
    'request.headers_too_large': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'request.headers_too_large';
        };
      };
    };
    /** @description Bad Request: `request.invalid`. */
    'request.invalid': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'request.invalid';
        };
      };
    };
    /** @description Request Timeout: `request.timeout`. */
    'request.timeout': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'request.timeout';
        };
      };
    };
    /** @description Too Many Requests: `request.rate_limited`. */
    'request.rate_limited': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'Retry-After': components['headers']['Retry-After'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'request.rate_limited';
        };
      };
    };
    /** @description Unsupported Media Type: `request.media_type`. */
    'request.media_type': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'request.media_type';
        };
      };
    };
    /** @description Payload Too Large: `request.too_large`. */
    'request.too_large': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'request.too_large';
        };
      };
    };
    /** @description Unauthorized: `auth.unauthorized`. */
    'auth.unauthorized': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'WWW-Authenticate': components['headers']['WWW-Authenticate'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'auth.unauthorized';
        };
      };
    };
    /** @description URI Too Long: `request.address_too_long`. */
    'request.address_too_long': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'request.address_too_long';
        };
      };
    };
    /** @description Not Found: `session.not_found`. */
    'session.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'session.not_found';
        };
      };
    };
    /** @description Forbidden: `policy.read_only`. */
    'policy.read_only': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'policy.read_only';
        };
      };
    };
    /** @description Gone: `link.expired`. */
    'link.expired': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'link.expired';
        };
      };
    };
    /** @description Not Found: `link.not_found`. */
    'link.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'link.not_found';
        };
      };
    };
    /** @description Conflict: `api_key.too_many`. */
    'api_key.too_many': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'api_key.too_many';
        };
      };
    };
    /** @description Not Found: `api_key.not_found`. */
    'api_key.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'api_key.not_found';
        };
      };
    };
    /** @description Gone: `note.expired`. */
    'note.expiry_passed': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'note.expired';
        };
      };
    };
    /** @description Unprocessable Entity: `note.idempotency_key_reused`. */
    'note.idempotency_key_reused': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'note.idempotency_key_reused';
        };
      };
    };
    /** @description Conflict: `note.already_read`. */
    'note.already_read': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'note.already_read';
        };
      };
    };
    /** @description Gone: `note.expired`. */
    'note.expired': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'note.expired';
        };
      };
    };
    /** @description Not Found: `note.not_found`. */
    'note.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'note.not_found';
        };
      };
    };
    /** @description Forbidden: `request.cross_site`. */
    'request.cross_site': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'request.cross_site';
        };
      };
    };
    /** @description Unauthorized: `note.sign_in_required`. */
    'note.sign_in_required': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        'WWW-Authenticate': components['headers']['WWW-Authenticate'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'note.sign_in_required';
        };
      };
    };
    /** @description Conflict: `webhook.too_many`. */
    'webhook.too_many': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'webhook.too_many';
        };
      };
    };
    /** @description Not Found: `webhook.not_found`. */
    'webhook.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'webhook.not_found';
        };
      };
    };
    /** @description Conflict: `identity.last_way_in`. */
    'identity.last_way_in': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'identity.last_way_in';
        };
      };
    };
    /** @description Not Found: `identity.not_found`. */
    'identity.not_found': {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        RateLimit: components['headers']['RateLimit'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'] & {
          /** @enum {string} */
          code?: 'identity.not_found';
        };
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: {
    /** @description Id of the request in logs: that of the caller if well-formed, or else a new UUID. */
    'X-Request-Id': string;
    /** @description Requests that are left and seconds until the quota is full again, on routes below /api. */
    RateLimit: string;
    /** @description Quotas of one client, on routes below /api: requests and seconds. */
    'RateLimit-Policy': string;
    /** @description Seconds to wait. */
    'Retry-After': number;
    /** @description Scheme of the missing or invalid token. */
    'WWW-Authenticate': string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  'health.live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Live'];
        };
      };
      400: components['responses']['request.invalid'];
      408: components['responses']['request.timeout'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
    };
  };
  'health.ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Ready'];
        };
      };
      400: components['responses']['request.invalid'];
      408: components['responses']['request.timeout'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Unavailable. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Ready'];
        };
      };
    };
  };
  'instance.ping': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Pong'];
        };
      };
      400: components['responses']['request.invalid'];
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'instance.instance': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Instance'];
        };
      };
      400: components['responses']['request.invalid'];
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'sessions.refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RefreshToken'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RefreshedTokens'];
        };
      };
      400: components['responses']['request.invalid'];
      /** @description Unauthorized: `auth.unauthorized`, `session.token_reused`. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'auth.unauthorized' | 'session.token_reused';
          };
        };
      };
      /** @description Forbidden: `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'sessions.logOut': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RefreshToken'];
      };
    };
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'sessions.logOutEverywhere': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'sessions.list': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Sessions'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only';
          };
        };
      };
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'sessions.end': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      404: components['responses']['session.not_found'];
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'jwks.keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Jwks'];
        };
      };
      400: components['responses']['request.invalid'];
      403: components['responses']['policy.read_only'];
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'signup.signUp': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Credentials'];
      };
    };
    responses: {
      /** @description Done. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `user.invalid_email`, `user.weak_password`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'request.invalid' | 'user.invalid_email' | 'user.weak_password';
          };
        };
      };
      /** @description Forbidden: `policy.read_only`, `request.cross_site`, `user.password_sign_in_off`, `user.sign_up_closed`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?:
              | 'policy.read_only'
              | 'request.cross_site'
              | 'user.password_sign_in_off'
              | 'user.sign_up_closed';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'signup.verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LinkToken'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      /** @description Bad Request: `request.invalid`, `user.already_verified`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'request.invalid' | 'user.already_verified';
          };
        };
      };
      /** @description Forbidden: `policy.read_only`, `request.cross_site`, `user.password_sign_in_off`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site' | 'user.password_sign_in_off';
          };
        };
      };
      404: components['responses']['link.not_found'];
      408: components['responses']['request.timeout'];
      410: components['responses']['link.expired'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'signup.verifyByAddress': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      /** @description Bad Request: `request.invalid`, `user.already_verified`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'request.invalid' | 'user.already_verified';
          };
        };
      };
      /** @description Forbidden: `policy.read_only`, `user.password_sign_in_off`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'user.password_sign_in_off';
          };
        };
      };
      404: components['responses']['link.not_found'];
      408: components['responses']['request.timeout'];
      410: components['responses']['link.expired'];
      414: components['responses']['request.address_too_long'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'signup.resend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Email'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `user.invalid_email`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'request.invalid' | 'user.invalid_email';
          };
        };
      };
      /** @description Forbidden: `policy.read_only`, `request.cross_site`, `user.password_sign_in_off`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site' | 'user.password_sign_in_off';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'signin.signIn': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Credentials'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenPair'];
        };
      };
      /** @description Bad Request: `request.invalid`, `user.not_activated`, `user.wrong_credentials`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'request.invalid' | 'user.not_activated' | 'user.wrong_credentials';
          };
        };
      };
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `policy.read_only`, `request.cross_site`, `user.blocked`, `user.password_sign_in_off`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site' | 'user.blocked' | 'user.password_sign_in_off';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      /** @description Too Many Requests: `auth.too_many_attempts`, `request.rate_limited`. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'auth.too_many_attempts' | 'request.rate_limited';
          };
        };
      };
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'password.forgot': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Email'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `user.invalid_email`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'request.invalid' | 'user.invalid_email';
          };
        };
      };
      /** @description Forbidden: `policy.read_only`, `request.cross_site`, `user.password_sign_in_off`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site' | 'user.password_sign_in_off';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'password.reset': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        token: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Password'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `reset.expired`, `reset.used`, `user.weak_password`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'request.invalid' | 'reset.expired' | 'reset.used' | 'user.weak_password';
          };
        };
      };
      /** @description Forbidden: `policy.read_only`, `request.cross_site`, `user.password_sign_in_off`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site' | 'user.password_sign_in_off';
          };
        };
      };
      404: components['responses']['link.not_found'];
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'password.change': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangePassword'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `user.weak_password`, `user.wrong_credentials`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'request.invalid' | 'user.weak_password' | 'user.wrong_credentials';
          };
        };
      };
      /** @description Unauthorized: `auth.unauthorized`, `session.sign_in_again`. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'auth.unauthorized' | 'session.sign_in_again';
          };
        };
      };
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`, `user.password_sign_in_off`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?:
              | 'api_key.network'
              | 'api_key.scope'
              | 'policy.read_only'
              | 'request.cross_site'
              | 'user.password_sign_in_off';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      /** @description Too Many Requests: `auth.too_many_attempts`, `request.rate_limited`. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'auth.too_many_attempts' | 'request.rate_limited';
          };
        };
      };
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'emailchange.request': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewEmail'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `user.email_change_open`, `user.email_in_use`, `user.invalid_email`, `user.wrong_credentials`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?:
              | 'request.invalid'
              | 'user.email_change_open'
              | 'user.email_in_use'
              | 'user.invalid_email'
              | 'user.wrong_credentials';
          };
        };
      };
      /** @description Unauthorized: `auth.unauthorized`, `session.sign_in_again`. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'auth.unauthorized' | 'session.sign_in_again';
          };
        };
      };
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      /** @description Too Many Requests: `auth.too_many_attempts`, `request.rate_limited`. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'auth.too_many_attempts' | 'request.rate_limited';
          };
        };
      };
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'emailchange.confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LinkToken'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      /** @description Bad Request: `link.used`, `request.invalid`, `user.email_in_use`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'link.used' | 'request.invalid' | 'user.email_in_use';
          };
        };
      };
      /** @description Forbidden: `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      404: components['responses']['link.not_found'];
      408: components['responses']['request.timeout'];
      410: components['responses']['link.expired'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'emailchange.stop': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LinkToken'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `link.used`, `request.invalid`, `user.email_in_use`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'link.used' | 'request.invalid' | 'user.email_in_use';
          };
        };
      };
      /** @description Forbidden: `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      404: components['responses']['link.not_found'];
      408: components['responses']['request.timeout'];
      410: components['responses']['link.expired'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'emailchange.confirmByAddress': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      /** @description Bad Request: `link.used`, `request.invalid`, `user.email_in_use`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'link.used' | 'request.invalid' | 'user.email_in_use';
          };
        };
      };
      403: components['responses']['policy.read_only'];
      404: components['responses']['link.not_found'];
      408: components['responses']['request.timeout'];
      410: components['responses']['link.expired'];
      414: components['responses']['request.address_too_long'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'profile.me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only';
          };
        };
      };
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'profile.remove': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeleteAccount'];
      };
    };
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `user.wrong_credentials`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'request.invalid' | 'user.wrong_credentials';
          };
        };
      };
      /** @description Unauthorized: `auth.unauthorized`, `session.sign_in_again`. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'auth.unauthorized' | 'session.sign_in_again';
          };
        };
      };
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      /** @description Too Many Requests: `auth.too_many_attempts`, `request.rate_limited`. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'auth.too_many_attempts' | 'request.rate_limited';
          };
        };
      };
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'activity.list': {
    parameters: {
      query?: {
        limit?: number;
        /** @description Start of the page, from the Link header with rel="next" of the previous page. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Activity'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only';
          };
        };
      };
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'apikeys.list': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeys'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only';
          };
        };
      };
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'apikeys.create': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateApiKey'];
      };
    };
    responses: {
      /** @description Done. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedApiKey'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      409: components['responses']['api_key.too_many'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'apikeys.revoke': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      404: components['responses']['api_key.not_found'];
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'apikeys.current': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CurrentApiKey'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only';
          };
        };
      };
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'apikeys.revokeCurrent': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      404: components['responses']['api_key.not_found'];
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'mynotes.all': {
    parameters: {
      query?: {
        limit?: number;
        /** @description Start of the page, from the Link header with rel="next" of the previous page. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ListedNote'][];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only';
          };
        };
      };
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'notes.create': {
    parameters: {
      query?: never;
      header?: {
        /** @description 256 random bits as 43 characters of base64url. The same key repeats a request whose response was lost. */
        'Idempotency-Key'?: string;
        /** @description Receipt of a deleted note, whose custom link is free only for its author and for this receipt. */
        'X-Receipt'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateNote'];
      };
    };
    responses: {
      /** @description Done. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedNote'];
        };
      };
      /** @description Bad Request: `note.content_empty`, `note.envelope_unsupported`, `note.keep_without_expiry`, `note.proof_malformed`, `note.slug_invalid`, `note.slug_taken`, `notice.address_unconfirmed`, `request.invalid`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?:
              | 'note.content_empty'
              | 'note.envelope_unsupported'
              | 'note.keep_without_expiry'
              | 'note.proof_malformed'
              | 'note.slug_invalid'
              | 'note.slug_taken'
              | 'notice.address_unconfirmed'
              | 'request.invalid';
          };
        };
      };
      /** @description Unauthorized: `auth.unauthorized`, `note.label_needs_account`, `note.sign_in_required`. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'auth.unauthorized' | 'note.label_needs_account' | 'note.sign_in_required';
          };
        };
      };
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.custom_link`, `policy.lifetime`, `policy.password`, `policy.read_only`, `policy.reusable`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?:
              | 'api_key.network'
              | 'api_key.scope'
              | 'policy.custom_link'
              | 'policy.lifetime'
              | 'policy.password'
              | 'policy.read_only'
              | 'policy.reusable'
              | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      410: components['responses']['note.expiry_passed'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      422: components['responses']['note.idempotency_key_reused'];
      /** @description Too Many Requests: `note.daily_limit`, `request.rate_limited`. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'note.daily_limit' | 'request.rate_limited';
          };
        };
      };
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
      /** @description Insufficient Storage: `note.account_full`, `note.no_room`. */
      507: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'note.account_full' | 'note.no_room';
          };
        };
      };
    };
  };
  'mynotes.read': {
    parameters: {
      query?: {
        limit?: number;
        /** @description Start of the page, from the Link header with rel="next" of the previous page. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ListedNote'][];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only';
          };
        };
      };
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'mynotes.unread': {
    parameters: {
      query?: {
        limit?: number;
        /** @description Start of the page, from the Link header with rel="next" of the previous page. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ListedNote'][];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only';
          };
        };
      };
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'mynotes.changeExpiry': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        slug: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeNoteExpiry'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `note.keep_without_expiry`, `request.invalid`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'note.keep_without_expiry' | 'request.invalid';
          };
        };
      };
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.lifetime`, `policy.read_only`, `policy.reusable`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?:
              | 'api_key.network'
              | 'api_key.scope'
              | 'policy.lifetime'
              | 'policy.read_only'
              | 'policy.reusable'
              | 'request.cross_site';
          };
        };
      };
      /** @description Not Found: `note.already_read`, `note.expired`, `note.not_found`. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'note.already_read' | 'note.expired' | 'note.not_found';
          };
        };
      };
      408: components['responses']['request.timeout'];
      410: components['responses']['note.expiry_passed'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'mynotes.changePassword': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        slug: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeNotePassword'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `note.password_missing`, `note.sealed`, `request.invalid`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'note.password_missing' | 'note.sealed' | 'request.invalid';
          };
        };
      };
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      /** @description Not Found: `note.already_read`, `note.expired`, `note.not_found`. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'note.already_read' | 'note.expired' | 'note.not_found';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'notes.read': {
    parameters: {
      query?: never;
      header?: {
        /** @description 256 random bits as 43 characters of base64url. The same key repeats a request whose response was lost. */
        'Idempotency-Key'?: string;
      };
      path: {
        slug: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenedNote'];
        };
      };
      400: components['responses']['request.invalid'];
      /** @description Not Found: `note.already_read`, `note.not_found`. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'note.already_read' | 'note.not_found';
          };
        };
      };
      408: components['responses']['request.timeout'];
      410: components['responses']['note.expired'];
      414: components['responses']['request.address_too_long'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'notes.remove': {
    parameters: {
      query?: never;
      header?: {
        /** @description Receipt returned when the note was created. */
        'X-Receipt'?: string;
      };
      path: {
        slug: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      404: components['responses']['note.not_found'];
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'mynotes.changeContent': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        slug: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EditNote'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `note.content_empty`, `note.envelope_unsupported`, `note.seal_changed`, `request.invalid`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?:
              | 'note.content_empty'
              | 'note.envelope_unsupported'
              | 'note.seal_changed'
              | 'request.invalid';
          };
        };
      };
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.password`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?:
              | 'api_key.network'
              | 'api_key.scope'
              | 'policy.password'
              | 'policy.read_only'
              | 'request.cross_site';
          };
        };
      };
      /** @description Not Found: `note.expired`, `note.not_found`. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'note.expired' | 'note.not_found';
          };
        };
      };
      408: components['responses']['request.timeout'];
      409: components['responses']['note.already_read'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      /** @description Too Many Requests: `note.daily_limit`, `request.rate_limited`. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'note.daily_limit' | 'request.rate_limited';
          };
        };
      };
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
      /** @description Insufficient Storage: `note.account_full`, `note.no_room`. */
      507: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'note.account_full' | 'note.no_room';
          };
        };
      };
    };
  };
  'notes.view': {
    parameters: {
      query?: never;
      header?: {
        /** @description 256 random bits as 43 characters of base64url. The same key repeats a request whose response was lost. */
        'Idempotency-Key'?: string;
      };
      path: {
        slug: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ViewNote'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenedNote'];
        };
      };
      400: components['responses']['request.invalid'];
      403: components['responses']['request.cross_site'];
      /** @description Not Found: `note.already_read`, `note.not_found`, `note.wrong_password`. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'note.already_read' | 'note.not_found' | 'note.wrong_password';
          };
        };
      };
      408: components['responses']['request.timeout'];
      410: components['responses']['note.expired'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      /** @description Too Many Requests: `note.locked`, `request.rate_limited`. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'note.locked' | 'request.rate_limited';
          };
        };
      };
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'notes.acknowledge': {
    parameters: {
      query?: never;
      header?: {
        /** @description 256 random bits as 43 characters of base64url. The same key repeats a request whose response was lost. */
        'Idempotency-Key'?: string;
      };
      path: {
        slug: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['request.invalid'];
      403: components['responses']['request.cross_site'];
      404: components['responses']['note.not_found'];
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'notes.meta': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        slug: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NoteMeta'];
        };
      };
      400: components['responses']['request.invalid'];
      /** @description Not Found: `note.already_read`, `note.expired`, `note.not_found`. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'note.already_read' | 'note.expired' | 'note.not_found';
          };
        };
      };
      408: components['responses']['request.timeout'];
      414: components['responses']['request.address_too_long'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'notes.receipt': {
    parameters: {
      query?: never;
      header: {
        /** @description Receipt returned when the note was created. */
        'X-Receipt': string;
      };
      path: {
        slug: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NoteReceipt'];
        };
      };
      400: components['responses']['request.invalid'];
      403: components['responses']['policy.read_only'];
      404: components['responses']['note.not_found'];
      408: components['responses']['request.timeout'];
      414: components['responses']['request.address_too_long'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'notes.receipts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['HeldReceipts'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReceiptStatuses'];
        };
      };
      400: components['responses']['request.invalid'];
      /** @description Forbidden: `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'noticesettings.settings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NoticeSettings'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only';
          };
        };
      };
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'noticesettings.change': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeNoticeSettings'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NoticeSettings'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'noticeaddresses.request': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Email'];
      };
    };
    responses: {
      /** @description Done. */
      202: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NoticeKey'];
        };
      };
      /** @description Bad Request: `request.invalid`, `user.invalid_email`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'request.invalid' | 'user.invalid_email';
          };
        };
      };
      401: components['responses']['note.sign_in_required'];
      /** @description Forbidden: `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'noticeaddresses.state': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['HeldNoticeKey'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NoticeAddress'];
        };
      };
      400: components['responses']['request.invalid'];
      /** @description Forbidden: `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'noticeaddresses.confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LinkToken'];
      };
    };
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['request.invalid'];
      /** @description Forbidden: `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      404: components['responses']['link.not_found'];
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'stopnotices.page': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      303: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['request.invalid'];
      403: components['responses']['policy.read_only'];
      408: components['responses']['request.timeout'];
      414: components['responses']['request.address_too_long'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
      /** @description Error of a server in between. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'stopnotices.stop': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['request.invalid'];
      /** @description Forbidden: `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'webhooks.list': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Webhooks'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only';
          };
        };
      };
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'webhooks.create': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateWebhook'];
      };
    };
    responses: {
      /** @description Done. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedWebhook'];
        };
      };
      /** @description Bad Request: `request.invalid`, `webhook.url`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'request.invalid' | 'webhook.url';
          };
        };
      };
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      409: components['responses']['webhook.too_many'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'webhooks.get': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Webhook'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only';
          };
        };
      };
      404: components['responses']['webhook.not_found'];
      408: components['responses']['request.timeout'];
      414: components['responses']['request.address_too_long'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'webhooks.delete': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      404: components['responses']['webhook.not_found'];
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'webhooks.change': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeWebhook'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Webhook'];
        };
      };
      /** @description Bad Request: `request.invalid`, `webhook.url`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'request.invalid' | 'webhook.url';
          };
        };
      };
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      404: components['responses']['webhook.not_found'];
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'webhooks.rotate': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedWebhook'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      404: components['responses']['webhook.not_found'];
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'webhookdeliveries.test': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDelivery'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      /** @description Not Found: `webhook.delivery_not_found`, `webhook.not_found`. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'webhook.delivery_not_found' | 'webhook.not_found';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'webhookdeliveries.list': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDeliveries'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only';
          };
        };
      };
      404: components['responses']['webhook.not_found'];
      408: components['responses']['request.timeout'];
      414: components['responses']['request.address_too_long'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'webhookdeliveries.replay': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        delivery: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDelivery'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      /** @description Not Found: `webhook.delivery_not_found`, `webhook.not_found`. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'webhook.delivery_not_found' | 'webhook.not_found';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'oauth.begin': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        provider: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description To the web UI, with the reason why sign-in is not possible. */
      302: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Done. */
      303: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `oauth.provider_not_supported`, `request.invalid`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'oauth.provider_not_supported' | 'request.invalid';
          };
        };
      };
      403: components['responses']['policy.read_only'];
      408: components['responses']['request.timeout'];
      414: components['responses']['request.address_too_long'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
      /** @description Error of a server in between. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'oauth.finish': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        provider: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      302: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `oauth.provider_not_supported`, `request.invalid`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'oauth.provider_not_supported' | 'request.invalid';
          };
        };
      };
      403: components['responses']['policy.read_only'];
      408: components['responses']['request.timeout'];
      414: components['responses']['request.address_too_long'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
      /** @description Error of a server in between. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'oauth.exchange': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OneTimeCode'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenPair'];
        };
      };
      /** @description Bad Request: `oauth.code_invalid`, `request.invalid`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'oauth.code_invalid' | 'request.invalid';
          };
        };
      };
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'authoauth.begin': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        provider: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description To the web UI, with the reason why sign-in is not possible. */
      302: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Done. */
      303: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `oauth.provider_not_supported`, `request.invalid`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'oauth.provider_not_supported' | 'request.invalid';
          };
        };
      };
      403: components['responses']['policy.read_only'];
      408: components['responses']['request.timeout'];
      414: components['responses']['request.address_too_long'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
      /** @description Error of a server in between. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'authoauth.finish': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        provider: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      302: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `oauth.provider_not_supported`, `request.invalid`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'oauth.provider_not_supported' | 'request.invalid';
          };
        };
      };
      403: components['responses']['policy.read_only'];
      408: components['responses']['request.timeout'];
      414: components['responses']['request.address_too_long'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
      /** @description Error of a server in between. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  'authoauth.exchange': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OneTimeCode'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenPair'];
        };
      };
      /** @description Bad Request: `oauth.code_invalid`, `request.invalid`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'oauth.code_invalid' | 'request.invalid';
          };
        };
      };
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      408: components['responses']['request.timeout'];
      413: components['responses']['request.too_large'];
      415: components['responses']['request.media_type'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'providers.list': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Providers'];
        };
      };
      400: components['responses']['request.invalid'];
      403: components['responses']['policy.read_only'];
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'identities.list': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Identities'];
        };
      };
      400: components['responses']['request.invalid'];
      401: components['responses']['auth.unauthorized'];
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only';
          };
        };
      };
      408: components['responses']['request.timeout'];
      429: components['responses']['request.rate_limited'];
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
  'identities.unlink': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        provider: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UnlinkIdentity'];
      };
    };
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request: `request.invalid`, `user.wrong_credentials`. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'request.invalid' | 'user.wrong_credentials';
          };
        };
      };
      /** @description Unauthorized: `auth.unauthorized`, `session.sign_in_again`. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'auth.unauthorized' | 'session.sign_in_again';
          };
        };
      };
      /** @description Forbidden: `api_key.network`, `api_key.scope`, `policy.read_only`, `request.cross_site`. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'api_key.network' | 'api_key.scope' | 'policy.read_only' | 'request.cross_site';
          };
        };
      };
      404: components['responses']['identity.not_found'];
      408: components['responses']['request.timeout'];
      409: components['responses']['identity.last_way_in'];
      413: components['responses']['request.too_large'];
      414: components['responses']['request.address_too_long'];
      415: components['responses']['request.media_type'];
      /** @description Too Many Requests: `auth.too_many_attempts`, `request.rate_limited`. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'auth.too_many_attempts' | 'request.rate_limited';
          };
        };
      };
      431: components['responses']['request.headers_too_large'];
      500: components['responses']['internal'];
      /** @description Service Unavailable: `keys.wrong`, `unavailable`. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'] & {
            /** @enum {string} */
            code?: 'keys.wrong' | 'unavailable';
          };
        };
      };
    };
  };
}
