// A second web client, as contract/ui.md and contract/gaps.md describe the known build: its requests repeat the version,
// its lists are objects, and a new deal has other names than the API's.
const base = '/api/v1';
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
  app.innerHTML = `<nav><a href="/deals">Deals</a></nav>${markup}`;
  app.querySelector('nav a').addEventListener('click', (event) => {
    event.preventDefault();
    history.pushState({}, '', '/deals');
    deals();
  });
};
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
  const rows = list.deals.map(({ id }) => `<tr><td>${id}</td></tr>`).join('');
  show(
    `<h1>Deals</h1><table>${rows}</table><p>Showing ${list.deals.length} of ${list.total} deals</p>${made}<button>New Deal</button>`,
  );
  on('New Deal', newDeal);
}

async function newDeal() {
  const [{ customers }, { vehicles }] = await Promise.all([
    call('GET', '/customers?limit=50'),
    call('GET', '/inventory/vehicles?limit=50&status=AVAILABLE'),
  ]);
  const [customer, vehicle] = [customers[0], vehicles[0]];
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

function worksheet(customer, vehicle) {
  show(
    '<h2>Deal Worksheet</h2><div><span>Total Tax</span><span>$2,309.93</span></div><button>Create Deal</button>',
  );
  on('Create Deal', async () => {
    await call('POST', '/deals', {
      customer_id: customer.id,
      vehicle_id: vehicle.id,
      type: 'FINANCE',
      status: 'PENDING',
      sale_price: 32_999,
    });
    made = '<p>Deal created</p>';
    await deals();
  });
}

const pages = { '/login': login, '/dashboard': dashboard, '/deals': deals };
pages[location.pathname]();
