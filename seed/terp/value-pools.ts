import { faker } from "@faker-js/faker/locale/en";
import type { TerpVolumes } from "./volumes.ts";

/**
 * Human-looking values, made once per dataset and handed to every worker; rows pick from them. Lists that must be unique
 * are as long as their table.
 */
export interface ValuePools {
	readonly vendorNames: readonly string[];
	readonly brandNames: readonly string[];
	readonly strainNames: readonly string[];
	readonly tagNames: readonly string[];
	readonly clientNames: readonly string[];
	readonly people: readonly string[];
	readonly streets: readonly string[];
	readonly cities: readonly string[];
}

const PEOPLE = 400;
const STREETS = 300;
const CITIES = 80;

/** The same pools for the same seed and volumes. */
export function makeValuePools(seed: number, volumes: TerpVolumes): ValuePools {
	faker.seed(seed);
	const title = (text: string) => text.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
	return {
		vendorNames: distinct(volumes.vendors, () => `${faker.person.lastName()} ${faker.helpers.arrayElement(FARMS)}`),
		brandNames: distinct(
			volumes.brands,
			() => `${title(faker.word.adjective())} ${faker.helpers.arrayElement(HOUSES)}`,
		),
		strainNames: distinct(volumes.strains, () => title(`${faker.color.human()} ${faker.food.fruit()}`)),
		tagNames: distinct(volumes.tags, () => title(faker.word.adjective())),
		clientNames: distinct(volumes.clients, () => faker.company.name()),
		people: distinct(PEOPLE, () => faker.person.fullName()),
		streets: distinct(STREETS, () => faker.location.streetAddress()),
		cities: distinct(CITIES, () => `${faker.location.city()}, ${faker.location.state({ abbreviated: true })}`),
	};
}

const FARMS = ["Farms", "Gardens", "Growers", "Cultivation", "Harvest Co", "Greenhouse", "Botanicals"];
const HOUSES = ["Leaf", "Labs", "Provisions", "Extracts", "Supply", "Reserve", "Botanica", "Collective"];

/** A number tells values apart where the words run out. */
function distinct(count: number, make: () => string): readonly string[] {
	const values = new Set<string>();
	while (values.size < count) {
		const value = make();
		values.add(values.has(value) ? `${value} ${values.size + 1}` : value);
	}
	return [...values];
}
