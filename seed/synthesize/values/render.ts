import type { RandomStream } from "../../random-stream.ts";
import { type FieldBytes, fieldList } from "../../row-writer.ts";
import type { ValuePlan } from "../plan.ts";
import { renderAged, renderMoment } from "./moments.ts";
import { renderAmount, renderNumber, renderReal } from "./numbers.ts";
import { renderBytes, renderJson, renderPoint, renderSerial, renderUuid, renderVector } from "./opaque.ts";
import { renderOrderedText } from "./ordered-texts.ts";
import type { EncodedPools, Render } from "./rendering.ts";
import { renderText } from "./texts.ts";

/** @param stream of the column, for what a value has beyond its number. */
export function renderOf(
	value: Exclude<ValuePlan, { as: "parent" }>,
	stream: RandomStream,
	pools: EncodedPools,
): Render {
	switch (value.as) {
		case "number":
			return renderNumber(value);
		case "amount":
			return renderAmount(value, stream);
		case "real":
			return renderReal(value, stream);
		case "member":
			return renderMember(fieldList(value.members));
		case "bits":
			return (number, out) => out.bits(number, value.width);
		case "moment":
			return renderMoment(value, stream);
		case "aged":
			return renderAged(value, stream);
		case "ordered-text":
			return renderOrderedText(value, stream, pools);
		case "uuid":
			return renderUuid(value.form, stream);
		case "text":
			return renderText(value, stream, pools);
		case "serial":
			return renderSerial(value);
		case "bytes":
			return renderBytes(value, stream);
		case "json":
			return renderJson(stream, pools, value.length);
		case "point":
			return renderPoint(value.srid, stream);
		case "vector":
			return renderVector(value.dimensions, stream);
	}
}

function renderMember(members: readonly FieldBytes[]): Render {
	return (number, out) => out.field(members[number] as FieldBytes);
}
