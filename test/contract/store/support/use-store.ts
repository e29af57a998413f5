import type { Store } from '../../../../src/ports/store.ts';

/**
 * Opens a store on a database. The same name is the same database, also while another store is
 * open on it and after all were closed.
 */
export type OpenStore = (database: string) => Promise<Store>;

/** The stores of one group of tests: all on one database of its own. */
export interface Stores {
	/** The store that is open now. */
	readonly store: Store;
	/** Opens one more on the same database, as another process would. */
	another(): Promise<Store>;
	/** Closes all and opens the first one anew. */
	restart(): Promise<void>;
}

let databases = 0;

/** Opens a store before the tests of the surrounding `describe` and closes all of them after. */
export function useStore(open: OpenStore): Stores {
	databases += 1;
	const database = `store-${databases}`;
	const opened: Store[] = [];
	const first = (): Store => {
		const [store] = opened;
		if (store === undefined) throw new Error('A store is open only while tests run');
		return store;
	};
	const another = async (): Promise<Store> => {
		const store = await open(database);
		opened.push(store);
		return store;
	};
	const closeAll = async (): Promise<void> => {
		await Promise.all(opened.splice(0).map((store) => store.close()));
	};
	beforeAll(another);
	afterAll(closeAll);
	return {
		get store() {
			return first();
		},
		another,
		restart: async () => {
			await closeAll();
			await another();
		},
	};
}
