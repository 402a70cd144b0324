/**
 * All events of the package bubble and cross shadow roots. A `…-request` can be cancelled by the host, a `…-change` is
 * a past fact. They fire for what a person does, never for a property that the host set.
 */
export abstract class LeadEvent extends Event {
  constructor(type: `lead-${string}`) {
    super(type, { bubbles: true, composed: true, cancelable: type.endsWith('-request') });
  }
}
