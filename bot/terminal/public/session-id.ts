import { randomBytes } from "node:crypto";

/** A new session's name (protocol/session.ts): 144 random bits. */
export const newSession = (): string => `S.${randomBytes(18).toString("base64url")}`;
