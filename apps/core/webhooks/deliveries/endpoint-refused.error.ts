/** The endpoint must not be called; its message completes "the URL …". */
export class EndpointRefusedError extends Error {}
