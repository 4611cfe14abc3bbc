import { XMLBuilder, XMLParser } from "fast-xml-parser";
import { z } from "zod";

/** An element as fast-xml-parser gives it: attributes with @ in front, text as #text, children by name. */
export type XmlNode = { readonly [key: string]: unknown };

const node = z.record(z.string(), z.unknown());
const options = { ignoreAttributes: false, attributeNamePrefix: "@", textNodeName: "#text" } as const;

const parser = new XMLParser({
  ...options,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});
const builder = new XMLBuilder({ ...options, processEntities: true, suppressEmptyNode: true, format: true });

/** Reads one XML document; throws with `what` in the message when it is none. */
export function parseXml(text: string, what: string): XmlNode {
  try {
    return node.parse(parser.parse(text, true));
  } catch (cause) {
    throw new Error(`reading ${what}: not the XML that libvirt writes`, { cause });
  }
}

/** Writes one XML document; every value is escaped. */
export function buildXml(document: XmlNode): string {
  return builder.build(document);
}

/** All child elements of a name, in order; an element without attributes and children counts too. */
export function children(parent: XmlNode | undefined, name: string): readonly XmlNode[] {
  const found = parent?.[name];
  if (found === undefined) return [];
  return (Array.isArray(found) ? found : [found]).map((child: unknown) =>
    typeof child === "string" ? { "#text": child } : node.parse(child),
  );
}

export const child = (parent: XmlNode | undefined, name: string): XmlNode | undefined => children(parent, name)[0];

export function attribute(element: XmlNode | undefined, name: string): string | undefined {
  const value = element?.[`@${name}`];
  return typeof value === "string" ? value : undefined;
}

export function text(element: XmlNode | undefined): string | undefined {
  const value = element?.["#text"];
  return typeof value === "string" ? value : undefined;
}

/** Replaces what XML 1.0 cannot hold (most control characters, half surrogates, U+FFFE and U+FFFF) or would change. */
export function cleanText(value: string): string {
  const lines = value.replace(/\r\n?/g, "\n");
  return lines.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\u{fffd}");
}
