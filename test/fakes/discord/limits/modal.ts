import { z } from "zod";
import { customId, otherSelect, selectOption, stringSelect } from "./components.ts";
import { refuseTwice } from "./message.ts";
import { refuse } from "./problems.ts";
import { fieldsOf } from "./walk.ts";

// Numbers: https://docs.discord.com/developers/components/reference, and for the modal itself
// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal

const length = z.int().min(0).max(4000).nullish();
const textInput = z
  .looseObject({
    type: z.literal(4),
    custom_id: customId,
    style: z.int().min(1).max(2),
    label: z.string().max(45).nullish(),
    min_length: length,
    max_length: z.int().min(1).max(4000).nullish(),
    required: z.boolean().nullish(),
    value: z.string().max(4000).nullish(),
    placeholder: z.string().max(100).nullish(),
  })
  .superRefine(({ min_length, max_length, value }, ctx) => {
    const most = max_length ?? 4000;
    if ((min_length ?? 0) > most) refuse(ctx, "TEXT_INPUT_MIN_LENGTH", "More than max_length", ["min_length"]);
    if ((value ?? "").length > most) {
      refuse(ctx, "BASE_TYPE_MAX_LENGTH", `Must be ${most} or fewer in length.`, ["value"]);
    }
  });

/** What is forbidden to a select in a modal, and what it must keep to. */
const modalSelect = stringSelect.superRefine(({ disabled, required, min_values }, ctx) => {
  if (disabled) refuse(ctx, "COMPONENT_DISABLED_IN_MODAL", "Modals cannot have disabled components", ["disabled"]);
  if (min_values === 0 && required !== false) {
    refuse(ctx, "SELECT_COMPONENT_MIN_VALUES", "Must be at least 1 where it is required", ["min_values"]);
  }
});
const count = z.int().min(0).max(10).nullish();
const fileUpload = z
  .looseObject({
    type: z.literal(19),
    custom_id: customId,
    min_values: count,
    max_values: z.int().min(1).max(10).nullish(),
    required: z.boolean().nullish(),
  })
  .superRefine(({ required, min_values, max_values }, ctx) => {
    if (min_values === 0 && required !== false) {
      refuse(ctx, "FILE_UPLOAD_MIN_VALUES", "Must be at least 1 where it is required", ["min_values"]);
    }
    if ((min_values ?? 1) > (max_values ?? 1)) {
      refuse(ctx, "FILE_UPLOAD_MIN_VALUES", "More than max_values", ["min_values"]);
    }
  });
const radioGroup = z.looseObject({
  type: z.literal(21),
  custom_id: customId,
  options: z.array(selectOption).min(2).max(10),
});
const checkboxGroup = z.looseObject({
  type: z.literal(22),
  custom_id: customId,
  options: z.array(selectOption).min(1).max(10),
});
const checkbox = z.looseObject({ type: z.literal(23), custom_id: customId });

const label = z
  .looseObject({
    type: z.literal(18),
    label: z.string().min(1).max(45),
    description: z.string().max(100).nullish(),
    component: z.discriminatedUnion("type", [
      textInput,
      modalSelect,
      otherSelect,
      fileUpload,
      radioGroup,
      checkboxGroup,
      checkbox,
    ]),
  })
  .superRefine(({ component }, ctx) => {
    if (fieldsOf(component)["label"]) {
      const path = ["component", "label"];
      refuse(ctx, "COMPONENT_LABEL_DISALLOWED", "A text input within a label has no label of its own", path);
    }
  });
/** The older shape: a text input with a label of its own, alone in an action row. */
const row = z
  .looseObject({ type: z.literal(1), components: z.array(textInput).min(1).max(1) })
  .superRefine(({ components }, ctx) => {
    if (!components[0]?.label) refuse(ctx, "BASE_TYPE_REQUIRED", "This field is required", ["components", 0, "label"]);
  });
const text = z.looseObject({ type: z.literal(10), content: z.string().min(1).max(4000) });

export const modalSchema = z
  .looseObject({
    custom_id: customId,
    title: z.string().min(1).max(45),
    components: z
      .array(z.discriminatedUnion("type", [label, row, text]))
      .min(1)
      .max(5),
  })
  .superRefine(({ components }, ctx) => refuseTwice(components, ctx));
