import type { JobBook, JobView } from "../handlers/kit/ports.ts";
import type { Person } from "../protocol/messages.ts";
import { askedAt, type ListedCommand, stepsOfAll } from "./store/command-rows.ts";
import type { Commands } from "./store/commands.ts";

/** People's commands, as the handlers see them. */
export function jobBook(commands: Commands): JobBook {
  return {
    ofPerson: (account, limit) => commands.ofAccount(account, limit).map(jobView),
    byGrant: (grant) => {
      const found = commands.byGrant(grant);
      return found === undefined ? undefined : jobView(found);
    },
    byNumber: (number) => {
      const found = Number.isSafeInteger(number) ? commands.byNumber(number) : undefined;
      return found === undefined ? undefined : jobView(found);
    },
    ending: (grant) => {
      const found = commands.byGrant(grant);
      return found === undefined || found.result === null ? undefined : { input: found.input, result: found.result };
    },
  };
}

/** The same without jobs of whoever had this person's name before. */
export function jobsFor(book: JobBook, { name, uid }: Person): JobBook {
  const isNot = (job: JobView): boolean => job.person === name && job.uid !== uid;
  const own = (job: JobView | undefined) => (job === undefined || isNot(job) ? undefined : job);
  return {
    ...book,
    ofPerson: (account, limit) => book.ofPerson(account, limit).filter((job) => !isNot(job)),
    byNumber: (number) => own(book.byNumber(number)),
  };
}

const jobView = (it: ListedCommand): JobView => ({
  number: it.number,
  grant: it.grant_id,
  host: it.host,
  person: it.account,
  uid: it.uid,
  line: it.line,
  action: it.action,
  acceptedAt: askedAt(it),
  status: it.status,
  steps: stepsOfAll(it),
  endedAt: it.ended_at ?? undefined,
});
