import { commonMessages, problemMessages } from '../locale/common.js';
import type { LocaleController } from '../locale/locale-controller.js';
import { refusalMessages } from '../locale/refusals.js';
import type { Answer, QuestionError } from '../query/types.js';
import type { LeadStore } from '../store/lead-store.js';
import type { FailedState } from '../ui/states.js';
import { fieldLabel } from './sentences.js';

/** An answer that failed, for `renderFailed`: why in words, and Retry where that can help. */
export function failedAnswer(
  locale: LocaleController,
  store: LeadStore,
  error: QuestionError | undefined,
): FailedState {
  const refused = refusalSentence(locale, store, error);
  const common = locale.texts(commonMessages);
  const kind = error && error.kind in problemMessages.en ? (error.kind as 'unavailable') : 'unavailable';
  return {
    title: refused ?? locale.texts(problemMessages)(kind),
    detail: error?.message,
    detailLabel: common('details'),
    ...(refused ? {} : { retryLabel: common('retry'), onRetry: () => void store.reload() }),
  };
}

/** A part of the answer is here although asking went wrong: it can be shown, with `renderFailedLine` beside it. */
export function isPartlyHere({ rows, groups, total }: Answer): boolean {
  return rows.length > 0 || groups.length > 0 || total !== 'unknown';
}

/** A2: what the backend can't do; undefined for other errors. */
function refusalSentence(
  locale: LocaleController,
  store: LeadStore,
  { code, params = {} }: Partial<QuestionError> = {},
): string | undefined {
  if (code === undefined || !(code in refusalMessages.en)) return undefined;
  const text = locale.texts(refusalMessages);
  const { field } = params;
  const named = field === undefined ? params : { ...params, field: fieldLabel(locale, store, String(field)) };
  return `${text(code as 'cannot-nest', named)} ${text('tooMany', params)}`;
}
