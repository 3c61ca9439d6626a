import { Icon } from './icon.tsx';
import { ArmoirePage } from './page.tsx';
import { ProductWidget } from './widget.tsx';

/** The plugin's part of the admin, in the form that Medusa's own build of plugins gives it. */
export default {
  widgetModule: { widgets: [{ Component: ProductWidget, zone: ['product.details.after'] }] },
  routeModule: {
    routes: [{ Component: ArmoirePage, path: '/armoire', handle: { breadcrumb: () => 'Armoire' } }],
  },
  menuItemModule: { menuItems: [{ label: 'Armoire', icon: Icon, path: '/armoire' }] },
  formModule: { customFields: {} },
  displayModule: { displays: {} },
  i18nModule: { resources: {} },
  cellRendererModule: {},
  layoutModule: { layouts: [] },
  searchEntityModule: {},
};
