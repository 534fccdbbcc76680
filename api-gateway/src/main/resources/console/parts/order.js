// The dialog in which an operator confirms an order: what, why, for how long, and once per tab the token.
import {Component} from '../lib/preact.js';
import {button, dialog, div, form, h2, input, label, p, span} from '../dom.js';
import {hasToken, useToken} from '../data/operator.js';
import {problem} from './marks.js';

/** The field for the token, where this tab does not have it yet. */
export const tokenField = () => !hasToken() && label({class: 'field'},
  span('Operator token'),
  input({name: 'token', type: 'password', autocomplete: 'off', required: true, spellcheck: false}),
  span({class: 'quiet small'}, 'Kept in the memory of this tab only; it is gone when the tab is closed.'));

/** Properties: title, says, timed, reasoned, send(form), onClose(). Opens when it is drawn. */
export class Order extends Component {
  constructor(properties) {
    super(properties);
    this.state = {failure: null, busy: false};
    this.submit = this.submit.bind(this);
  }

  componentDidMount() {
    this.base.showModal();
  }

  async submit(event) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    if (fields.token) {
      useToken(fields.token);
    }
    this.setState({busy: true, failure: null});
    try {
      await this.props.send({reason: fields.reason, ttl: fields.ttl});
      this.props.onClose();
    } catch (failure) {
      this.setState({failure, busy: false});
    }
  }

  render({title, says, timed, reasoned, confirm, onClose}, {failure, busy}) {
    return dialog({class: 'order', 'aria-labelledby': 'order-title', onClose, onCancel: onClose},
      form({onSubmit: this.submit},
        h2({id: 'order-title'}, title),
        p({class: 'quiet'}, says),
        (timed || reasoned) && label({class: 'field'}, span('Reason'),
          input({name: 'reason', maxLength: 200, required: true, placeholder: 'stands in the events'})),
        timed && label({class: 'field'}, span('Ends by itself after'),
          input({name: 'ttl', value: '1h', required: true, pattern: '\\d+(ms|s|m|h|d)?|P.*'})),
        tokenField(),
        failure && problem(failure, 'Not done'),
        div({class: 'actions'},
          button({type: 'button', class: 'button', onClick: onClose}, 'Cancel'),
          button({type: 'submit', class: 'button is-primary', disabled: busy}, busy ? 'Asking …' : confirm))));
  }
}
