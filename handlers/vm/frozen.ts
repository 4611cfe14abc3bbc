import type { InventoryGuest } from "../../protocol/messages.ts";
import { localCommand } from "../kit/definition.ts";
import type { Context, HostView } from "../kit/ports.ts";
import { sizeText, timeText } from "../kit/text.ts";
import { words } from "./frozen.words.ts";
import { heardHosts, silentLines } from "./inventory.ts";
import { states } from "./shared.words.ts";

interface Frozen {
  readonly view: HostView;
  readonly guest: InventoryGuest;
  /** Whom the owner's name belongs to now. */
  readonly otherUid: number | undefined;
  /** Since when the bot has not seen the account there, in milliseconds since 1970. */
  readonly since: number | undefined;
}

/** /vm frozen: guests whose owner the host that holds them does not know any more, so that nobody can act on them. */
export const frozen = localCommand({
  kind: "local",
  permission: "vm.frozen",
  family: "vm",
  verb: "frozen",
  summary: words.summary,
  parameters: [],
  examples: ["/vm frozen", "/vm frozen --help"],
  answer: async (_values, context) => {
    const hosts = heardHosts(context);
    if (!hosts.ok) return { refusal: hosts.refusal };
    const { language } = context;
    const found = frozenGuests(context);
    return {
      reply: {
        tone: "information",
        title: found.length === 0 ? words.none[language] : words.title[language](found.length),
        text: [
          ...silentLines(context),
          ...awayLines(context),
          ...(found.length === 0 ? [] : [words.meaning[language], words.next[language]]),
        ],
        list: found.map((one) => ({ title: `${one.view.host} ${one.guest.hostName}`, cells: cellsOf(one, context) })),
        privacy: "private",
      },
      output: {
        frozen: found.map(({ view, guest, otherUid, since }) => ({
          host: view.host,
          name: guest.name,
          hostName: guest.hostName,
          uuid: guest.uuid,
          owner: guest.owner,
          otherUid: otherUid ?? null,
          state: guest.state,
          diskGiB: guest.diskGiB,
          since: since ?? null,
        })),
      },
    };
  },
});

/** Each host goes by the accounts that it knows itself, so each is asked about its own. */
function frozenGuests(context: Context): readonly Frozen[] {
  return context.directory.hosts().flatMap((view) => {
    const uids = new Map(view.inventory.people.map(({ name, uid }) => [name, uid]));
    return view.inventory.guests
      .filter(({ owner }) => uids.get(owner.name) !== owner.uid)
      .map((guest) => ({
        view,
        guest,
        otherUid: uids.get(guest.owner.name),
        since: context.absences?.(view.host, guest.owner),
      }));
  });
}

function cellsOf({ guest, otherUid, since }: Frozen, context: Context): readonly string[] {
  const { language } = context;
  return [
    `${guest.owner.name} (uid ${guest.owner.uid})`,
    otherUid === undefined ? words.gone[language] : words.otherUid[language](otherUid),
    states[guest.state][language],
    sizeText(guest.diskGiB * 1024),
    ...(since === undefined ? [] : [words.since[language](timeText(since, context))]),
  ];
}

const awayLines = ({ directory, language }: Context): readonly string[] =>
  directory
    .hosts()
    .filter((view) => !view.silent && view.inventory.people.length === 0 && view.inventory.guests.length > 0)
    .map((view) => words.away[language](view.host));
