/** An address that can be copied: what the script of `assets.ts` works on. Without it the field is selected by hand. */

import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';

/** Where the script tells those who do not see it what was copied; once on a page. */
export function CopyStatus() {
  return <p id="copy-status" role="status" class="unseen" />;
}

/** The address in a field, and the button, which stays hidden without the script. */
export function CopyField({
  id,
  url,
  label,
  button,
  settings,
}: {
  id: string;
  url: string;
  label: string;
  button: string;
  settings: Settings;
}) {
  const { subscribing } = choosePageMessages(settings.language);
  return (
    <>
      <input id={id} type="text" dir="ltr" readonly value={url} aria-label={label} />
      <button type="button" hidden data-copies={id} data-done={subscribing.copied}>
        {button}
      </button>
    </>
  );
}
