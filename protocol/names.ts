import { z } from "zod";

/** A guest's name as its owner gives it: 1 to 30 of a-z, 0-9 and inner hyphens, a letter first. */
export const guestNameSchema = z.string().regex(/^[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?$/);

/** A template's catalogue name, lower case. */
export const templateNameSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/);

/** A host's short name, as its executor's settings give it. */
export const hostSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/);

/** A Unix account name as Debian's adduser accepts it. */
export const accountSchema = z.string().regex(/^[a-z_][a-z0-9_.-]{0,31}$/);

/** Whether an account's name can be the first part of a host name (RFC 1123 labels: letters, digits, hyphens). */
export const canNameHosts = (account: string): boolean => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(account);

/**
 * Joins an account and a guest's name to one host name, at most 63 characters (RFC 1123).
 * Hyphens in the account are doubled, so that `a-b` + `c` (a--b-c) and `a` + `b-c` (a-b-c) differ.
 * Throws a RangeError where the account cannot be part of a host name or the result is too long.
 */
export function hostNameOf(account: string, name: string): string {
  if (!canNameHosts(account)) throw new RangeError(`the account ${account} cannot be part of a host name`);
  const joined = `${account.replaceAll("-", "--")}-${guestNameSchema.parse(name)}`;
  if (joined.length > 63) throw new RangeError(`the host name ${joined} is longer than 63 characters`);
  return joined;
}
