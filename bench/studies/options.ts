/** What a run is asked to find out beyond the latency of its scenarios. */
export interface StudyOptions {
	/** Everything, however long it takes. */
	readonly full: boolean;
}
