import { z } from "zod";
import { ownPathSchema } from "./actions/own-path.ts";
import { grantIdSchema } from "./ids.ts";
import type { OwnKeys, PeerKeys } from "./keys.ts";
import { personSchema } from "./messages.ts";
import { hostSchema } from "./names.ts";
import { parcelTextMaxLength } from "./parcel-pieces.ts";
import { readStatement, type StatementKind, signStatement, statementShape } from "./statement.ts";
import type { Trust } from "./trust.ts";

export { StatementError as ParcelError } from "./statement.ts";

/**
 * What the host of the backups says about files that it has packed for another host: whose they are, for which
 * executor, and what they come to. It is good for the one grant that it names, which runs once on each host.
 */
export const parcelSchema = z.strictObject({
  ...statementShape,
  grant: grantIdSchema,
  /** The host that packed it. */
  from: hostSchema,
  /** Thumbprint of the signing key of the executor that it is for. */
  to: z.string().max(100),
  person: personSchema,
  path: ownPathSchema,
  /** When the snapshot was taken that it comes from, in milliseconds since 1970. */
  at: z.int(),
  files: z.int(),
  bytes: z.number().min(0),
  skipped: z.int(),
  /** Of the whole parcel, in bytes, and its SHA-256. */
  size: z.int().min(1),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Parcel = z.infer<typeof parcelSchema>;

/** How long after it was packed a parcel may be asked for and unpacked, in milliseconds. */
export const parcelLifeMs = 30 * 60_000;

const kind: StatementKind<Parcel> = {
  type: "shisa-parcel",
  name: "parcel",
  schema: parcelSchema,
  maxLength: parcelTextMaxLength,
};

/** Signs what a parcel holds with an executor's own key. */
export const signParcel = (parcel: Omit<Parcel, "iss">, own: OwnKeys): string => signStatement(kind, parcel, own);

/**
 * Reads that, as readStatement does.
 * @throws ParcelError that says what is wrong with it
 */
export function readParcel(text: string, trust: Trust): { readonly parcel: Parcel; readonly signer: PeerKeys } {
  const { said: parcel, signer } = readStatement(kind, text, trust);
  return { parcel, signer };
}

const peekSchema = z.object({ path: ownPathSchema, at: z.int() });

/** What a parcel says of its files, of which nothing is checked: for messages, never for a decision. */
export function peekParcel(text: string): { readonly path: string; readonly asOf: number } | undefined {
  try {
    const { path, at } = peekSchema.parse(JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString()));
    return { path, asOf: at };
  } catch {
    return undefined;
  }
}
