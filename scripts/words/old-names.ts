import type { Rule } from './phrases.js';

/** Names that were given up for the standard ones; only those that mean nothing else in this repository. */
const NAMES: Readonly<Record<string, string>> = {
  letsThrough: 'tryAcquire',
  Verdict: 'HandlerResult',
  'Mark Marks': 'KeyValueEntry, KeyValueStore',
  'Consumption NatsLink MicroService': 'JetStreamSubscription, NatsClient, NatsService',
  'EventLogger CacheLogger DatabaseLogger RoomLogger': 'AppLogger',
  OutboxRows: 'OutboxRepository',
  'SealedMail sealPayload openSealedMail': 'EncryptedMail, encryptMail, decryptMail',
  'DeadMails DeadMail': 'DeadLetters, DeadLetter',
  'layAside bury': 'deadLetter',
  giveUp: 'abort',
  'MailLedger MailMarks MailMark': 'DeliveryRecords, DeliveryRecord',
  'Postman mayGo': 'MailTransport, tryAcquire',
  'MailReader WantedMail LockedMail': 'MailDecoder, DecodedMail, UndecryptableMail',
  'MailFault OauthFault FaultWord': 'MailError, OauthError, OauthErrorReason',
  MailRoom: 'MailerHarness',
  'Letter letterOf': 'MailContent, contentOf',
  partVariables: 'backingServiceVariables',
  'CoreParts MailerParts': 'CoreDependencies, MailerDependencies',
  'NoteRoom AccountRooms': 'StorageUsage',
  NoRoomError: 'StorageFullError',
  giveBack: 'disposal of the reservation',
  'MyNotesService MyNotesRepository MyNotesController': 'OwnNotes…',
  'Swept countSwept Erasure': 'SweepResult, recordSweep, EraseResult',
  'readOtherwise lostTo': 'readWithChecks, conflict',
  'mayOpen mayRepeat': 'canOpen, canRetryRead',
  'FORGET_AT FORGIVENESS_SECONDS': 'TOMBSTONE_EXPIRES_AT, REFRESH_GRACE_SECONDS',
  'hashOf refreshTokenHash': 'hashToken',
  'sealSuccessor openSuccessor': 'encryptSuccessor, decryptSuccessor',
  inEvenTime: 'padResponseTime',
  'PasswordCheck isRight': 'PasswordVerifier, verify',
  'notTried verifyNothing': 'cancelAttempt, verifyDummy',
  MailTokens: 'MailTokensRepository',
  mayGet: 'isWithinReceiverLimit',
  PublicError: 'AppError',
  'UnknownRouteError refusedByServer': 'RouteNotFoundError, frameworkErrors',
  'answerBrokenRequest addAnswerHeaders': 'respondToMalformedRequest, addResponseHeaders',
  'refuseCrossSite refuseWithoutHost': 'rejectCrossSite, rejectMissingHost',
  'endRequests hangUpWhenLeaving': 'drainRequests, closeConnectionsWhenDraining',
  'clientOf clientOfRequest': 'rateLimitKey, clientInfoOf',
  isLeaving: 'isDraining',
  'Closers closeAll currentStep': 'ShutdownHooks, runAll, currentHook',
  'inStep runStep GrowthStep': 'withSpan, runTask, ScalingStage',
  Reading: 'CachedGauge, ReadEvent, ReadingState, ResourceUsage',
  beginWait: 'startWait',
  'currentOrigin FollowedRequest followRequests': 'currentTraceContext, RequestTrace, instrumentRequests',
  'serveAside AsideSettings': 'serveInternalHttp, InternalHttpSettings',
  'whoseLine Whose': 'correlationFields, CorrelationFields',
  'showRoom showLag showPool': 'observe…',
  'whatIsRefused withoutArguments': 'rejectionScope, redactPrismaError',
  'Allowance slowLimiter': 'Quota, fixedWindowLimiter',
  'RequestVerdict ShortLivedStore RedisVeil': 'RateLimitResult, EphemeralStore, RedisEncryption',
  'Fate fateOf': 'NoteStatus, statusOf',
  'Farewell LookIntoMail Announcement Sheet': 'SignedOutPage, CheckYourEmail, MessagePage, Card',
  'AddressOption wordsOf': 'CustomLinkOption, problemText',
  'World MailWorld KilledProduct': 'TestDeployment',
  'ServersBeside WireTap Impostor': 'BackingServices, TrafficRecorder, SelfSignedServer',
  'Crowd fillRoom Told': 'LoadGenerator, fillStorage, ResponseSummary',
  'countTwins twinsBecause breachesOf': 'countDuplicates, duplicatesBecause, violationsOf',
};

/** Prose in which a name is an ordinary word: "Reading a row …", "Password Storage Cheat Sheet". */
const ORDINARY: Readonly<Record<string, string>> = {
  Reading: String.raw`(?! (?!extends\b|implements\b)[a-z])`,
  Sheet: '(?<!Cheat Sheet)',
};

export const nameRules: readonly Rule[] = Object.entries(NAMES).flatMap(([names, preferred]) => {
  const standard = preferred.split(', ');
  return names.split(' ').map((name, index, all) => ({
    pattern: new RegExp(String.raw`\b${name}\b${ORDINARY[name] ?? ''}`, 'g'),
    prefer: standard.length === all.length ? (standard[index] ?? preferred) : preferred,
  }));
});
