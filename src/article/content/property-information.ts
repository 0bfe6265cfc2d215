/**
 * Stands for `property-information` in the Worker (wrangler.toml): attributes of HTML alone. Those of SVG and XML are two
 * kilobytes of the Worker, and no drawing leaves the sanitiser but as its text.
 */

import { aria } from '../../../node_modules/property-information/lib/aria.js';
import { html as ofHtml } from '../../../node_modules/property-information/lib/html.js';
import { merge } from '../../../node_modules/property-information/lib/util/merge.js';

export { find } from '../../../node_modules/property-information/lib/find.js';
export { normalize } from '../../../node_modules/property-information/lib/normalize.js';

/** How an attribute is named as a property of an element, and what its values are. */
export const html = merge([aria, ofHtml], 'html');
export { html as svg };
