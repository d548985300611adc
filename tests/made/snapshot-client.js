// A second web client, as contract/ui.md and contract/gaps.md describe the known build: its requests repeat the version,
// its lists are objects, and a new deal has other names than the API's.
const base = '/api/v1';
const rowsOf = (list, name) => list[name];
const totalOf = (list) => list.total;
const dealFrom = ({ customer, vehicle, price }) => ({
  customer_id: customer.id,
  vehicle_id: vehicle.id,
  type: 'FINANCE',
  status: 'PENDING',
  sale_price: price,
});
const token = () => localStorage.getItem('autolytiq_access_token');
const app = document.querySelector('#root');

async function call(method, path, body) {
  const reply = await fetch(base + path, {
    method,
    headers: { authorization: `Bearer ${token()}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
  return reply.json();
}

const show = (markup) => {
  app.innerHTML = `<nav><a href="/deals">Deals</a> <a href="/customers">Customers</a></nav>${markup}`;
  for (const link of app.querySelectorAll('nav a'))
    link.addEventListener('click', (event) => {
      event.preventDefault();
      history.pushState({}, '', link.pathname);
      pages[link.pathname]();
    });
};
const dollars = (amount) => amount.toLocaleString('en-US', { style: 'currency', currency: 'USD' });
const on = (label, action) =>
  [...document.querySelectorAll('button')]
    .find((button) => button.textContent.startsWith(label))
    .addEventListener('click', action);

function login() {
  app.innerHTML =
    '<h2>Welcome back</h2><input id="email"><input id="password" type="password"><button>Sign in</button>';
  on('Sign in', async () => {
    const email = document.querySelector('#email').value;
    const password = document.querySelector('#password').value;
    const { access_token } = await call('POST', '/v1/auth/login', { email, password });
    localStorage.setItem('autolytiq_access_token', access_token);
    history.pushState({}, '', '/dashboard');
    dashboard();
  });
}

async function dashboard() {
  const { first_name } = await call('GET', '/v1/auth/me');
  show(`<h1>Good morning, ${first_name}!</h1>`);
}

let made = '';
async function deals() {
  const list = await call('GET', '/deals?page=1&limit=10');
  const deals = rowsOf(list, 'deals');
  const rows = deals.map(({ id }) => `<tr><td>${id}</td><td><button>Edit</button></td></tr>`).join('');
  show(
    `<h1>Deals</h1><table>${rows}</table><p>Showing ${deals.length} of ${totalOf(list)} deals</p>${made}<button>New Deal</button>`,
  );
  on('New Deal', newDeal);
  on('Edit', () => app.insertAdjacentHTML('beforeend', '<h2>Edit Deal</h2><p>$32,999</p>'));
}

/** Every key asks for the list again. */
async function customers() {
  show(
    '<h1>Customers</h1><button>Add Customer</button><input placeholder="Search customers..."><table></table>',
  );
  const field = document.querySelector('input');
  const list = async () => {
    const search = field.value === '' ? '' : `&search=${encodeURIComponent(field.value)}`;
    const found = await call('GET', `/customers?page=1&limit=10${search}`);
    document.querySelector('table').innerHTML = rowsOf(found, 'customers')
      .map((one) => `<tr><td>${one.first_name} ${one.last_name}</td><td>${one.email}</td></tr>`)
      .join('');
  };
  field.addEventListener('input', list);
  await list();
}

async function newDeal() {
  const [customers, vehicles] = await Promise.all([
    call('GET', '/customers?limit=50'),
    call('GET', '/inventory/vehicles?limit=50&status=AVAILABLE'),
  ]);
  const [customer, vehicle] = [rowsOf(customers, 'customers')[0], rowsOf(vehicles, 'vehicles')[0]];
  app.insertAdjacentHTML(
    'beforeend',
    `<div><h2>Start New Deal</h2>
    <button>${customer.first_name} ${customer.last_name} ${customer.email}</button>
    <button>${vehicle.year} ${vehicle.make} ${vehicle.model}</button>
    <button disabled>Continue to Worksheet</button></div>`,
  );
  on(customer.first_name, () => app.insertAdjacentHTML('beforeend', '<p>Customer</p>'));
  on(String(vehicle.year), () => {
    [...document.querySelectorAll('button')].find((button) => button.disabled).disabled = false;
  });
  on('Continue to Worksheet', () => worksheet(customer, vehicle));
}

/** Combined averages: no request is made for them. */
const taxRates = { IN: 0.07, CA: 0.0825 };
const TAX_AFTER_MS = 200;

function worksheet(customer, vehicle) {
  show(
    `<h2>Deal Worksheet</h2><select name="stateCode"><option>IN</option><option>CA</option></select>
    <input name="salePrice" value="32999"><button>Trade-In</button><div id="trade"></div>
    <div><span>Total Tax</span><span></span></div><button>Create Deal</button>`,
  );
  const field = (name) => document.querySelector(`[name="${name}"]`)?.value;
  const quote = () => {
    const taxable = Math.max(0, Number(field('salePrice')) - Number(field('tradeAllowance') ?? 0));
    document.querySelector('span + span').textContent = dollars(taxable * taxRates[field('stateCode')]);
  };
  quote();
  let waiting;
  app.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(quote, TAX_AFTER_MS);
  });
  on('Trade-In', () => {
    document.querySelector('#trade').innerHTML = '<input name="tradeAllowance">';
  });
  on('Create Deal', async () => {
    await call('POST', '/deals', dealFrom({ customer, vehicle, price: Number(field('salePrice')) }));
    made = '<p>Deal created</p>';
    await deals();
  });
}

const pages = { '/login': login, '/dashboard': dashboard, '/deals': deals, '/customers': customers };
pages[location.pathname]();
