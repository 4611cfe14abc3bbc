import type { Filled, Form } from "../../handlers/kit/form.ts";
import type { Language } from "../../handlers/kit/reply.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import type { Message } from "../message.ts";
import type { Arrival, Attachment, Place, Reference } from "./arrival.ts";
import type { Shown, ShownButton, Surface } from "./surface.ts";

/** A form that is to be opened at once, under the id by which what is filled in comes back. */
export interface OpenForm {
  readonly kind: "form";
  /** At most 60 characters of A-Z, a-z, 0-9, "-" and "_". */
  readonly id: string;
  readonly form: Form;
}
/** To be taken: written down, then acknowledged, then run. */
export interface Taken {
  readonly kind: "line";
  readonly arrival: Arrival;
}
/** What was filled in is not right yet: what is wrong, by field, and a button that opens the form again. */
export interface Problems {
  readonly kind: "problems";
  readonly problems: Filled;
  readonly again: ShownButton;
}
/** Only to be told to whoever did it, at once. */
export interface Told {
  readonly kind: "told";
  readonly shown: Shown;
}

/** Who pressed what, or filled it in. */
export interface Act {
  readonly identity: ChatIdentity;
  readonly place: Place;
  readonly language?: Language;
  /** The button's id, or the form's. */
  readonly id: string;
}
export interface Press extends Act {
  /** Where the button's message stands, unless it was a note. */
  readonly on?: Reference;
}
export interface Filling extends Act {
  /** All fields that the platform showed, "" where one was left empty; what it did not show stays as it was typed. */
  readonly filled: Filled;
  readonly attachments: readonly Attachment[];
}

/**
 * Where all chat platforms bring what people do. What decides how an interaction is to be acknowledged is answered at
 * once, without waiting for anything; it never throws.
 */
export interface Desk {
  /** A typed line: a form where something is missing or wrong and `canForm`, else the line itself. */
  readonly typed: (arrival: Arrival, canForm: boolean) => OpenForm | Taken | Told;
  readonly pressed: (press: Press, canForm: boolean) => OpenForm | Taken | Told;
  readonly filled: (filling: Filling) => Taken | Told | Problems;
  /** What could stand for one parameter of a verb ("vm create"), for a platform's own completion; best first. */
  readonly candidates: (
    about: Pick<Act, "identity" | "language">,
    command: string,
    parameter: string,
    typed: string,
  ) => readonly string[];
  /**
   * Writes an arrival down. Resolves when it is on the disk, and the interaction may be acknowledged: from then on it
   * ends in one final message, over restarts. Throws when it cannot be written.
   */
  readonly receive: (arrival: Arrival) => Promise<void>;
  /** Runs what was received; a redelivery runs nothing twice. Never throws. */
  readonly run: (arrival: Arrival) => void;
  /** Tells a person something by direct message, once for each key, over restarts. */
  readonly tell: (identity: ChatIdentity, key: string, message: (language: Language) => Message) => Promise<void>;
  /** What the person's home page shows: machines, jobs, limits, what waits for them. */
  readonly home: (about: Pick<Act, "identity" | "language">) => Promise<Shown[]>;
  /** Begins to deliver by a platform, also what earlier runs still owe there. */
  readonly open: (surface: Surface) => void;
}
