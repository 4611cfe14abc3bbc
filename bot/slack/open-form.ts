import { LRUCache } from "lru-cache";
import { z } from "zod";
import { type Place, placeSchema } from "../chat/arrival.ts";
import type { OpenForm, Told } from "../chat/desk.ts";
import { codeOf } from "./faults.ts";
import type { Inbound, Instead } from "./inbound.ts";
import { said } from "./log.ts";
import { renderMessage } from "./render/message.ts";
import { formView, toldView } from "./render/modal.ts";
import { notTaken } from "./words.ts";

/** What a modal keeps, and brings back when it is sent. */
export const metadataSchema = z.strictObject({ id: z.string().max(60), place: placeSchema });

/** Opens what an interaction asks for. Nothing of it rejects. */
export interface Opener {
  /**
   * Opens a form, once for each trigger. When that cannot be done (a trigger lives three seconds) the line itself is
   * answered instead, so that the person learns at least how to type it.
   * @param instead the same without a form
   */
  readonly form: (opened: OpenForm, trigger: string, place: Place, instead: () => Instead | OpenForm) => Promise<void>;
  /** Tells something to whoever pressed: where they did, or, where nothing can stand, as a modal. */
  readonly tell: (told: Told, trigger: string, place: Place) => Promise<void>;
}

/** Slack's codes for a trigger that was used: the form is open already. */
const opened: ReadonlySet<string> = new Set(["exchanged_trigger_id", "trigger_exchanged"]);

export function createOpener({ desk, client, respond, naming, languageOf, log }: Inbound): Opener {
  const triggers = new LRUCache<string, true>({ max: 5_000 });

  const tell: Opener["tell"] = async ({ shown }, trigger, place) => {
    const named = naming.named(shown);
    try {
      if (place.reply === undefined) await client.views.open({ trigger_id: trigger, view: toldView(named) });
      else await respond(place.reply, renderMessage(named));
    } catch (error) {
      log.info({ reason: said(error) }, "telling somebody what came of a button");
    }
  };
  const answer = async (instead: Instead | OpenForm, trigger: string, place: Place): Promise<void> => {
    if (instead.kind === "form") return;
    if (instead.kind === "told") return tell(instead, trigger, place);
    const { arrival } = instead;
    try {
      await desk.receive(arrival);
      desk.run(arrival);
    } catch (cause) {
      log.error({ err: cause, invocation: arrival.invocation }, "writing a command down after its form was not opened");
      await tell({ kind: "told", shown: notTaken(languageOf(arrival.identity.user)) }, trigger, place);
    }
  };
  return {
    tell,
    form: async ({ id, form }, trigger, place, instead) => {
      if (triggers.has(trigger)) return;
      triggers.set(trigger, true);
      const metadata = JSON.stringify({ id, place } satisfies z.infer<typeof metadataSchema>);
      const view = formView(naming.namedForm(form), metadata);
      try {
        await client.views.open({ trigger_id: trigger, view });
      } catch (error) {
        if (opened.has(codeOf(error) ?? "")) return;
        log.info({ reason: said(error) }, "opening a form");
        await answer(instead(), trigger, place);
      }
    },
  };
}
