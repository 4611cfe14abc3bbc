import type { Fields } from "../json.ts";
import { checkConfirm, checkOption, checkOptions, checkText, offeredBy } from "./objects.ts";
import { checkList, checkNumber, checkString, checkWord, type Spot } from "./report.ts";

type Check = (element: Fields, at: Spot) => void;

/** Everything interactive but a button: a placeholder, and asking once more. */
const menu: Check = (element, at) => {
  checkText(element, "placeholder", at, 150, { plain: true });
  checkConfirm(element, at);
  if (element["max_selected_items"] !== undefined) checkNumber(element, "max_selected_items", at, 1, 100);
};
const boxes: Check = (element, at) => {
  checkList(element, "options", at, [1, 10], (option, where) => checkOption(option, where, true));
  checkConfirm(element, at);
  const offered = offeredBy(element).map((each) => JSON.stringify(each));
  const { initial_options: several, initial_option: one } = element;
  const initial: unknown[] = Array.isArray(several) ? several : one === undefined ? [] : [one];
  if (Array.isArray(several) && several.length === 0) at.at("initial_options").wrong("must have at least one item");
  if (initial.some((each) => !offered.includes(JSON.stringify(each))))
    at.wrong("an initial option must match one of the options exactly");
};
const staticMenu: Check = (element, at) => {
  menu(element, at);
  checkOptions(element, at);
};
const externalMenu: Check = (element, at) => {
  menu(element, at);
  checkNumber(element, "min_query_length", at, 0, 1000);
};
const typed: Check = (element, at) => {
  checkText(element, "placeholder", at, 150, { plain: true });
  checkString(element, "initial_value", at, 3000, { least: 0 });
};
const textInput: Check = (element, at) => {
  typed(element, at);
  checkNumber(element, "min_length", at, 0, 3000);
  checkNumber(element, "max_length", at, 1, 3000);
  const { min_length: least, max_length: most, initial_value: initial } = element;
  if (typeof least === "number" && typeof most === "number" && least > most)
    at.wrong("min_length must not be greater than max_length");
  if (typeof initial === "string" && typeof most === "number" && initial.length > most)
    at.at("initial_value").wrong("must be less than max_length");
};
const numberInput: Check = (element, at) => {
  checkText(element, "placeholder", at, 150, { plain: true });
  if (typeof element["is_decimal_allowed"] !== "boolean") at.wrong("missing required field: is_decimal_allowed");
  for (const key of ["initial_value", "min_value", "max_value"] as const) {
    const value = element[key];
    if (value === undefined) continue;
    if (typeof value !== "string") at.at(key).wrong("must be a string");
    else if (value.trim() === "" || !Number.isFinite(Number(value))) at.at(key).wrong("must be a number");
    else if (element["is_decimal_allowed"] === false && !/^-?\d+$/u.test(value)) at.at(key).wrong("must be an integer");
  }
};

/** What may stand in blocks, by docs.slack.dev/reference/block-kit/block-elements, with each one's own rules. */
export const elements: Readonly<Record<string, Check>> = {
  button: (element, at) => {
    checkText(element, "text", at, 75, { plain: true, required: true });
    checkString(element, "url", at, 3000);
    checkString(element, "value", at, 2000);
    checkString(element, "accessibility_label", at, 75);
    checkWord(element, "style", at, ["primary", "danger"]);
    checkConfirm(element, at);
  },
  overflow: (element, at) => {
    checkList(element, "options", at, [1, 5], (option, where) => checkOption(option, where));
    checkConfirm(element, at);
  },
  checkboxes: boxes,
  radio_buttons: boxes,
  static_select: staticMenu,
  multi_static_select: staticMenu,
  external_select: externalMenu,
  multi_external_select: externalMenu,
  users_select: menu,
  multi_users_select: menu,
  conversations_select: menu,
  multi_conversations_select: menu,
  channels_select: menu,
  multi_channels_select: menu,
  datepicker: menu,
  timepicker: menu,
  datetimepicker: (element, at) => checkConfirm(element, at),
  plain_text_input: textInput,
  email_text_input: typed,
  url_text_input: typed,
  number_input: numberInput,
  rich_text_input: (element, at) => checkText(element, "placeholder", at, 150, { plain: true }),
  file_input: (element, at) => {
    checkNumber(element, "max_files", at, 1, 10);
    const { filetypes } = element;
    if (filetypes !== undefined && !(Array.isArray(filetypes) && filetypes.every((each) => typeof each === "string")))
      at.at("filetypes").wrong("must be a list of strings");
  },
  image: (element, at) => {
    checkString(element, "alt_text", at, 2000, { required: true });
    if ((element["image_url"] === undefined) === (element["slack_file"] === undefined))
      at.wrong("must provide either image_url or slack_file");
    checkString(element, "image_url", at, 3000);
  },
};
const choosers = Object.keys(elements).filter((type) => /_select$|picker$|^checkboxes$|^radio_buttons$/u.test(type));

/** Which elements each kind of block takes. */
export const placesOf: Readonly<Record<"section" | "actions" | "input", readonly string[]>> = {
  section: [...choosers, "button", "overflow", "image"],
  actions: [...choosers, "button", "overflow"],
  input: [...choosers, ...Object.keys(elements).filter((type) => type.endsWith("_input"))],
};

/** One element in a block that takes the given kinds. Its action_id is looked at by the block. */
export function checkElement(element: Fields, at: Spot, kinds: readonly string[]): void {
  const { type } = element;
  const check = typeof type === "string" && kinds.includes(type) ? elements[type] : undefined;
  if (check === undefined) {
    at.at("type").wrong(`unsupported type: ${String(type)}`);
    return;
  }
  checkString(element, "action_id", at, 255);
  check(element, at);
}
