import { html, LitElement, type TemplateResult } from 'lit';
import { t } from '../toolkit/i18n.ts';
import { qrOf, qrSvg } from '../views/export/qr.ts';

/** The link as a QR code, for those who see a screen and have a phone; and as a file for slides. */
class ShareQr extends LitElement {
  static override properties = { link: { attribute: false }, save: { attribute: false } };
  declare link: string;
  declare save: (svg: string) => void;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override render(): TemplateResult {
    const code = qrOf(this.link);
    if (!code) return html`<p class="doc">${t('share.qr.long')}</p>`;
    const { side, path } = code;
    return html`<svg class="qr" role="img" aria-label=${t('share.qr')} viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">
        <rect width=${side} height=${side} fill="#fff" /><path d=${path} fill="#000" /></svg>
      <button type="button" class="file" @click=${() => this.save(qrSvg(code))}>${t('share.qr.save')}</button>`;
  }
}

customElements.define('sidestep-share-qr', ShareQr);
