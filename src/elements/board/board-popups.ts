import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { boardMessages } from '../../locale/board.js';
import type { LeadUiDialog } from '../../ui/dialog.js';
import type { UiSelectEvent } from '../../ui/events.js';
import { FloatingController } from '../../ui/floating.js';
import '../../ui/menu.js';
import type { LeadUiMenu } from '../../ui/menu.js';
import type { BoardContext } from './board-context.js';
import type { MovingCard } from './board-moves.js';
import { targetsOf, type BoardColumn } from './columns.js';
import type { Confirmation } from './confirmation.js';
import { moveItems } from './move-menu.js';
import { renderConfirmation } from './render-confirmation.js';
import { renderSettings, type BoardSettings } from './render-settings.js';

type PopupHost = ReactiveControllerHost & HTMLElement;

/** What opens over the board: one menu for all cards, the settings, and the question before a far-reaching move. */
export class BoardPopups implements ReactiveController {
  readonly #host: PopupHost;
  readonly #floating: FloatingController;
  #cards: readonly MovingCard[] = [];
  #showsSettings = false;
  #asking: { readonly confirmation: Confirmation; readonly answer: (yes: boolean) => void } | undefined;

  constructor(host: PopupHost) {
    this.#host = host;
    this.#floating = new FloatingController(host, () => {
      this.#showsSettings = false;
      host.requestUpdate();
    });
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#asking?.answer(false);
    this.#asking = undefined;
  }

  /** Opens the menu with the targets of these cards. */
  async openMenu(cards: readonly MovingCard[], anchor: Element): Promise<void> {
    this.#cards = cards;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#find<LeadUiMenu>('.menu')?.show(anchor);
  }

  async openSettings(anchor: Element): Promise<void> {
    this.#showsSettings = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const settings = this.#find('.settings');
    if (!settings) return;
    this.#floating.show(settings, anchor, { align: 'end' });
    settings.querySelector('select')?.focus();
  }

  confirm(confirmation: Confirmation): Promise<boolean> {
    this.#asking?.answer(false);
    this.#host.requestUpdate();
    return new Promise((resolve) => (this.#asking = { confirmation, answer: resolve }));
  }

  render(
    context: BoardContext,
    settings: BoardSettings,
    actions: {
      readonly change: (settings: Partial<BoardSettings>) => void;
      readonly move: (cards: readonly MovingCard[], to: BoardColumn) => void;
    },
  ) {
    const { field, columns, store, locale } = context;
    const choose = ({ itemId }: UiSelectEvent) => {
      const to = targetsOf(field, columns, store.setup).find(({ key }) => key === itemId);
      if (to) actions.move(this.#cards, to);
    };
    const close = () => this.#floating.hide();
    return html`<lead-ui-menu
        class="menu"
        no-trigger
        .label=${this.#menuLabel(context)}
        .items=${this.#cards.length > 0 ? moveItems(context, this.#cards) : []}
        @lead-ui-select=${choose}
      ></lead-ui-menu>
      <div class="settings" popover role="dialog" aria-labelledby="settings-title">
        ${this.#showsSettings ? renderSettings(settings, context, actions.change, close) : nothing}
      </div>
      ${renderConfirmation(this.#asking?.confirmation, locale, (yes) => void this.#answer(yes))}`;
  }

  #menuLabel({ locale }: BoardContext): string {
    const text = locale.texts(boardMessages);
    const [first] = this.#cards;
    if (!first) return text('moveShort');
    return this.#cards.length > 1
      ? text('moveManyTo', { count: this.#cards.length })
      : text('moveTo', { name: first.title });
  }

  /** The dialog closes first: while it is open nothing else can take the focus. */
  async #answer(yes: boolean): Promise<void> {
    const asking = this.#asking;
    this.#asking = undefined;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    await this.#find<LeadUiDialog>('lead-ui-dialog')?.updateComplete;
    asking?.answer(yes);
  }

  #find<Found extends HTMLElement = HTMLElement>(selector: string): Found | null {
    return this.#host.shadowRoot?.querySelector<Found>(selector) ?? null;
  }
}
