import { ownPathSchema } from "../../protocol/actions/own-path.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { type Parameter, textIn, type Values } from "../kit/definition.ts";
import { anyHost, hostNamed, silent } from "../kit/directory.ts";
import { formatLine } from "../kit/format-line.ts";
import { pastText, readPast } from "../kit/past.ts";
import type { Context } from "../kit/ports.ts";
import { shared } from "./shared.words.ts";

/** A night's backup holds the day before it; it is over by then. */
const nightMs = 6 * 3_600_000;

export const hostParameter: Parameter = {
  ...{ name: "host", kind: "host", place: "option", required: false },
  text: shared.host,
};
export const asOfParameter: Parameter = {
  ...{ name: "as-of", kind: "past", place: "option", required: false },
  text: shared.asOf,
};
export const pathParameter = (required: boolean): Parameter => ({
  ...{ name: "path", kind: "text", place: "positional", required, limit: 500 },
  text: shared.path,
});

/** The host of the backups: the one that was named, else the only one that is heard. */
export function backupHost(values: Values, context: Context): Outcome<string> {
  const requested = textIn(values, "host");
  if (requested !== "") {
    const named = hostNamed(context, requested);
    return named.ok ? accepted(named.value.host) : named;
  }
  const all = context.directory.hosts().filter(({ inventory }) => inventory.actions.includes("backup.list"));
  const heard = all.filter((view) => !view.silent);
  const [only, ...others] = heard;
  if (only !== undefined && others.length === 0) return accepted(only.host);
  if (only !== undefined)
    return refused(
      refuse("backup.hosts", {
        hosts: heard
          .map(({ host }) => host)
          .join(", ")
          .slice(0, 200),
      }),
    );
  const [gone] = all;
  if (gone !== undefined) return refused(silent(gone));
  const any = anyHost(context);
  return any.ok ? refused(refuse("backup.nowhere")) : any;
}

/** Where a file is restored from and to; `to` is absent where the homes are on the host of the backups. */
export function wayOf(
  values: Values,
  context: Context,
): Outcome<{ readonly host: string; readonly to: string | undefined }> {
  const found = backupHost(values, context);
  if (!found.ok) return found;
  const host = found.value;
  const all = context.directory.hosts();
  const can = all.find((view) => view.host === host)?.inventory.actions ?? [];
  if (can.includes("backup.restore") || !can.includes("backup.pack")) return accepted({ host, to: undefined });
  const { name, uid } = context.person;
  const homes = all
    .filter((view) => view.host !== host && view.inventory.actions.includes("backup.unpack"))
    .filter(({ inventory }) => inventory.people.some((one) => one.name === name && one.uid === uid));
  const [to] = homes.filter(({ silent: isSilent, inventory }) => !isSilent && !inventory.stopped);
  if (to !== undefined) return accepted({ host, to: to.host });
  const gone = homes.find((view) => view.silent);
  return refused(gone === undefined ? refuse("backup.home_elsewhere", { host }) : silent(gone));
}

/**
 * A path as people type it (~/a, a, ./a, /home/NAME/a), as one below their own home. It stays as it was typed but for
 * its slashes; whether it is there, and theirs, the host looks.
 */
export function ownPath(typed: string, { name }: Pick<Context["person"], "name">): Outcome<string> {
  // An account's name may have dots.
  const account = name.replaceAll(".", "\\.");
  const home = new RegExp(`^(?:~(?:${account})?|(?:/[^/]+)*/${account})(?=/|$)`, "u");
  const isOwn = home.test(typed);
  if (!isOwn && /^[/~]/u.test(typed)) return refused(refuse("backup.path", { typed: shown(typed) }));
  const path = typed
    .replace(home, "")
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
  return ownPathSchema.safeParse(path).success
    ? accepted(path)
    : refused(refuse("backup.path", { typed: shown(typed) }));
}

/** What is to be brought back, and as it was when. */
export function askedIn(values: Values, context: Context): Outcome<{ path: string; asOf?: number }> {
  const path = ownPath(textIn(values, "path"), context.person);
  if (!path.ok) return path;
  const typed = textIn(values, "as-of");
  if (typed === "") return accepted({ path: path.value });
  const asOf = readPast(typed, context, nightMs);
  return asOf.ok ? accepted({ path: path.value, asOf: asOf.value }) : asOf;
}

/** /backup VERB PATH [--as-of TIME] [--host HOST]; the home itself is ~. */
export const backupLine = (
  verb: "list" | "preview" | "restore",
  { path, asOf }: { readonly path: string; readonly asOf?: number | undefined },
  host?: string,
): string =>
  formatLine(["backup", verb, path === "" ? "~" : path], {
    "as-of": asOf === undefined ? undefined : pastText(asOf),
    host,
  });

/** As its owner types it. */
export const homePath = (path: string): string => (path === "" ? "~" : `~/${path}`);
