import type { Condition } from "../../protocol/monitor.ts";
import type { Health } from "./answers.ts";
import { groupChecks, troubleOf } from "./grouping.ts";
import { type Around, holdOf, severityOf } from "./severity.ts";

/** A condition before it is known since when. */
export type Found = Omit<Condition, "since">;

const checksPage = "https://docs.ceph.com/en/latest/rados/operations/health-checks/";
const filesPage = "https://docs.ceph.com/en/latest/cephfs/health-messages/";
/** What names a check in our own words; others are told by what Ceph says. */
const codePattern = /^[A-Z][A-Z0-9_]{1,60}$/u;
const mostLines = 10;
const longestLine = 300;

/** One condition for each check that is raised, not muted, and does not only follow from another one. */
export function conditionsOf({ checks }: Health, around: Around): readonly Found[] {
  const raised = new Map(Object.entries(checks).filter(([code, { muted }]) => !muted && codePattern.test(code)));
  const detailsOf = (code: string): readonly string[] => raised.get(code)?.detail.map(({ message }) => message) ?? [];
  return groupChecks([...raised.keys()], detailsOf).flatMap(({ code, followers }) => {
    const check = raised.get(code);
    if (check === undefined) return [];
    const summaries = followers.map((follower) => raised.get(follower)?.summary.message ?? follower);
    const all = [code, ...followers].flatMap((one) => raised.get(one) ?? []);
    const isError = [code, ...followers].some((one, index) => {
      const of = all[index];
      return of !== undefined && severityOf(one, of, around) === "error";
    });
    const hold = holdOf(code);
    return {
      key: troubleOf(code),
      code: `ceph.${code.toLowerCase()}`,
      severity: isError ? "error" : "warning",
      scope: "department",
      numbers: { said: check.summary.message.slice(0, 200) },
      lines: linesOf(check.summary.message, detailsOf(code), summaries),
      ...(hold === 0 ? {} : { holdMs: hold }),
      documentation: documentationOf(code),
      fixes: [...fixesOf(code)],
    } satisfies Found;
  });
}

/** The checks that are raised and muted, by their codes. */
export const mutedIn = ({ checks }: Health): readonly string[] =>
  Object.entries(checks).flatMap(([code, { muted }]) => (muted && codePattern.test(code) ? [code] : []));

/** The summary, as many details as there is room for, and what follows from it. */
function linesOf(summary: string, details: readonly string[], followers: readonly string[]): string[] {
  const room = mostLines - 1 - Math.min(followers.length, 3);
  const shown =
    details.length > room ? [...details.slice(0, room - 1), `… ${details.length - room + 1} more`] : details;
  return [summary, ...shown, ...followers.slice(0, 3)].map((line) => line.slice(0, longestLine));
}

function documentationOf(code: string): string {
  if (code.startsWith("MDS_") || code.startsWith("FS_")) return filesPage;
  return `${checksPage}#${code.toLowerCase().replaceAll("_", "-")}`;
}

const mute = (code: string): string => `/ceph mute ${code} --for 4h`;

function fixesOf(code: string): readonly string[] {
  if (code.startsWith("RECENT_")) return ["/ceph crash archive", mute(code)];
  if (code === "OSD_DOWN") return ["/ceph osd", "/ceph noout --for 1h", mute(code)];
  if (code.startsWith("OSD_") || code.startsWith("PG_")) return ["/ceph osd", mute(code)];
  if (code.startsWith("POOL_")) return ["/ceph df", mute(code)];
  return ["/ceph status", mute(code)];
}
