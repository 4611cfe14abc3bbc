import { KeyObject } from "node:crypto";
import { z } from "zod";
import { signCompact, verifyCompact } from "./envelope/jws.ts";
import type { OwnKeys, PeerKeys } from "./keys.ts";
import type { Trust } from "./trust.ts";

/**
 * What every statement holds: `iss` is the RFC 7638 thumbprint of the signing key, `iat` milliseconds since
 * 1970.
 */
export const statementShape = { iss: z.string(), iat: z.int() } as const;

/** One kind of thing that a program says and signs, so that others believe it without having looked. */
export interface StatementKind<T extends { readonly iss: string; readonly iat: number }> {
  /** Stands in the signature's protected header: nothing else that was signed passes for such a statement. */
  readonly type: `shisa-${string}`;
  /** How logs call it: "link". */
  readonly name: string;
  /** Whose word it is; an executor's unless said. */
  readonly role?: PeerKeys["role"];
  readonly schema: z.ZodType<T>;
  /** No statement is longer, in characters: a bound before any work is done. */
  readonly maxLength: number;
}

/** Why a statement was not believed; for logs and the audit, never for the person. */
export class StatementError extends Error {
  override readonly name = "StatementError";
}

/** Signs a statement with a program's own key: a compact JWS (RFC 7515, Ed25519). Anybody may read it. */
export function signStatement<T extends { readonly iss: string; readonly iat: number }>(
  kind: StatementKind<T>,
  said: Omit<T, "iss">,
  own: OwnKeys,
): string {
  const text = JSON.stringify({ iss: own.id, ...said });
  return signCompact(text, { typ: kind.type, kid: own.id }, KeyObject.from(own.sign));
}

/**
 * Reads a statement and checks all that it can prove by itself: signed, as this kind, by a key that the trust file now
 * names for the role whose word it is, and that was valid when it signed. How old it is, or whether there is a newer one, is not
 * checked.
 * @throws StatementError that says which of these failed
 */
export function readStatement<T extends { readonly iss: string; readonly iat: number }>(
  kind: StatementKind<T>,
  text: string,
  trust: Trust,
): { readonly said: T; readonly signer: PeerKeys } {
  if (text.length > kind.maxLength) throw new StatementError(`the ${kind.name} is too large`);
  let signer: PeerKeys | undefined;
  const payload = attempt(`checking the ${kind.name}'s signature`, () => {
    const verified = verifyCompact(text, ({ typ, kid }) => {
      if (typ !== kind.type) throw new StatementError(`what was signed is no ${kind.name}`);
      signer = trust.get(kid ?? "");
      if (signer === undefined) throw new StatementError(`the ${kind.name}'s signing key is not known here`);
      if (signer.role !== (kind.role ?? "executor"))
        throw new StatementError(`the role of the ${kind.name}'s signing key is ${signer.role}`);
      return KeyObject.from(signer.verify);
    });
    return verified.payload.toString("utf8");
  });
  const said = attempt(`reading the ${kind.name}`, () => kind.schema.parse(JSON.parse(payload)));
  if (signer === undefined || said.iss !== signer.id)
    throw new StatementError(`the ${kind.name}'s issuer is not its signer`);
  // Said this way round, a time that is no number is refused.
  if (!(said.iat >= signer.notBefore && said.iat <= signer.notAfter))
    throw new StatementError(`the ${kind.name}'s signing key was not valid when it signed`);
  return { said, signer };
}

function attempt<T>(act: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof StatementError) throw cause;
    throw new StatementError(`${act} failed`, { cause });
  }
}
