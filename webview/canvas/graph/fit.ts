/** Shows all of the workflow, never larger than life. */
export const wholeWorkflow = { padding: '36px', maxZoom: 1 } as const;
