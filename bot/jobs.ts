import type { JobBook, JobView } from "../handlers/kit/ports.ts";
import type { Commands, ListedCommand } from "./store/commands.ts";

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

const jobView = (it: ListedCommand): JobView => ({
  number: it.number,
  grant: it.grant_id,
  host: it.host,
  person: it.account,
  line: it.line,
  action: it.action,
  acceptedAt: it.accepted_at,
  status: it.status,
  steps: it.steps,
  endedAt: it.ended_at ?? undefined,
});
