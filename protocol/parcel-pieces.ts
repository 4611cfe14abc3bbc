import { z } from "zod";
import { grantIdSchema } from "./ids.ts";

/** No word about a parcel (protocol/parcel.ts) is longer, in characters: a path may take four bytes a character. */
export const parcelTextMaxLength = 6_000;

/** A parcel travels in pieces of so many bytes, the last one shorter. */
export const pieceBytes = 256 * 1024;
/** As many may be asked for at once, and lie in Redis. */
export const mostPieces = 8;

export const piecesOf = (size: number): number => Math.ceil(size / pieceBytes);

/**
 * What the host with the home asks of the host that packed a parcel, sealed: some of its pieces, or, with none, to throw
 * it away. `turn` rises with each, so that one that is put there again asks for nothing.
 */
export const parcelAskSchema = z.strictObject({
  iss: z.string(),
  aud: z.string(),
  /** Seconds since 1970. */
  iat: z.int(),
  grant: grantIdSchema,
  turn: z.int().min(1),
  from: z.int().min(0),
  count: z.int().min(0).max(mostPieces),
});
export type ParcelAsk = z.infer<typeof parcelAskSchema>;

/** One piece, sealed to the host that asked. */
export const parcelPieceSchema = z.strictObject({
  iss: z.string(),
  aud: z.string(),
  grant: grantIdSchema,
  index: z.int().min(0),
  data: z.base64().max(Math.ceil(pieceBytes / 3) * 4),
});
export type ParcelPiece = z.infer<typeof parcelPieceSchema>;
