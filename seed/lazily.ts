/**
 * An object whose parts are each made when first asked for, and kept.
 * @param makers how each part is made; one may ask for others.
 */
export function lazily<T extends object>(makers: { readonly [Part in keyof T]: () => T[Part] }): T {
	const parts = {} as T;
	for (const part of Object.keys(makers) as (keyof T)[]) {
		const get = () => {
			const value = makers[part]();
			Object.defineProperty(parts, part, { enumerable: true, value });
			return value;
		};
		Object.defineProperty(parts, part, { enumerable: true, configurable: true, get });
	}
	return parts;
}
