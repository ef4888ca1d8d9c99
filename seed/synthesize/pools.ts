import { faker } from "@faker-js/faker/locale/en";

/** Words and names, so many of each that their combinations hardly repeat. */
const SIZES = { first: 400, last: 400, company: 300, word: 800, street: 300, city: 200, country: 120, sentence: 400 };

/** The same words for the same seed. Rows combine them, since making one per row would take longer than loading it. */
export function makePools(seed: number): Readonly<Record<string, readonly string[]>> {
	faker.seed(seed);
	const plain = (text: string) => text.normalize("NFD").replace(/[^\x20-\x7e]/g, "");
	const list = (count: number, make: () => string) => Array.from({ length: count }, () => plain(make()));
	const paragraph = () => faker.lorem.sentences({ min: 1, max: 2 });
	return {
		first: list(SIZES.first, () => faker.person.firstName()),
		last: list(SIZES.last, () => faker.person.lastName()),
		company: list(SIZES.company, () => faker.company.name()),
		word: list(SIZES.word, () => faker.word.sample()),
		street: list(SIZES.street, () => faker.location.streetAddress()),
		city: list(SIZES.city, () => faker.location.city()),
		country: list(SIZES.country, () => faker.location.countryCode()),
		sentence: list(SIZES.sentence, () => faker.lorem.sentence({ min: 3, max: 14 })),
		paragraph: list(200, paragraph),
	};
}
