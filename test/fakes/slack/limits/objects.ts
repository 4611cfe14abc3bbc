import { type Fields, isFields } from "../json.ts";
import { checkList, checkString, checkWord, type Spot } from "./report.ts";

/** docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function checkText(
  holder: Fields,
  key: string,
  spot: Spot,
  most: number,
  { plain = false, required = false }: { readonly plain?: boolean; readonly required?: boolean } = {},
): void {
  const value = holder[key];
  if (value === undefined || value === null) {
    if (required) spot.wrong(`missing required field: ${key}`);
    return;
  }
  if (!isFields(value)) {
    spot.at(key).wrong("must be an object");
    return;
  }
  checkTextObject(value, spot.at(key), most, plain);
}

export function checkTextObject(value: Fields, at: Spot, most: number, plain: boolean): void {
  if (value["type"] !== "plain_text" && (plain || value["type"] !== "mrkdwn"))
    at.at("type").wrong(`unsupported type: ${String(value["type"])}${plain ? ", only plain_text" : ""}`);
  checkString(value, "text", at, most, { required: true });
  if (value["type"] === "mrkdwn" && value["emoji"] !== undefined)
    at.wrong("emoji is only usable when type is plain_text");
  if (value["type"] === "plain_text" && value["verbatim"] !== undefined)
    at.wrong("verbatim is only usable when type is mrkdwn");
}

/** docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
export function checkConfirm(holder: Fields, spot: Spot): void {
  const value = holder["confirm"];
  if (value === undefined) return;
  const at = spot.at("confirm");
  if (!isFields(value)) {
    at.wrong("must be an object");
    return;
  }
  checkText(value, "title", at, 100, { plain: true, required: true });
  checkText(value, "text", at, 300, { required: true });
  checkText(value, "confirm", at, 30, { plain: true, required: true });
  checkText(value, "deny", at, 30, { plain: true, required: true });
  checkWord(value, "style", at, ["primary", "danger"]);
}

/**
 * docs.slack.dev/reference/block-kit/composition-objects/option-object: text 75, value 150 (it was 75 until 2024),
 * description 75; only check boxes and radio buttons may have mrkdwn.
 */
export function checkOption(option: Fields, at: Spot, mrkdwn = false): void {
  checkText(option, "text", at, 75, { plain: !mrkdwn, required: true });
  checkString(option, "value", at, 150, { required: true });
  checkText(option, "description", at, 75, { plain: !mrkdwn });
}

/** The options of a menu: 1…100, or as many groups of 1…100; an initial one must be among them, word for word. */
export function checkOptions(element: Fields, spot: Spot): void {
  const { options, option_groups: groups } = element;
  if ((options === undefined) === (groups === undefined)) {
    spot.wrong("must provide either options or option_groups");
    return;
  }
  if (options !== undefined) checkList(element, "options", spot, [1, 100], (each, at) => checkOption(each, at));
  else
    checkList(element, "option_groups", spot, [1, 100], (group, at) => {
      checkText(group, "label", at, 75, { plain: true, required: true });
      checkList(group, "options", at, [1, 100], (each, where) => checkOption(each, where));
    });
  const offered = offeredBy(element).map((each) => JSON.stringify(each));
  if (new Set(offeredBy(element).map((each) => (isFields(each) ? each["value"] : each))).size !== offered.length)
    spot.wrong("option values must be unique");
  const initial =
    element["initial_options"] ?? (element["initial_option"] === undefined ? [] : [element["initial_option"]]);
  for (const each of Array.isArray(initial) ? initial : [initial])
    if (!offered.includes(JSON.stringify(each))) spot.wrong("an initial option must match one of the options exactly");
}

/** All options of a menu or a set of boxes, in or out of groups. */
export function offeredBy(element: Fields): readonly unknown[] {
  const { options, option_groups: groups } = element;
  if (Array.isArray(options)) return options;
  if (!Array.isArray(groups)) return [];
  return groups.flatMap((group: unknown) => {
    const inner = isFields(group) ? group["options"] : [];
    return Array.isArray(inner) ? inner : [];
  });
}
