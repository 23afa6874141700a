// Which site a request is for.
#include "sync/hub/hub.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>

#include "sync/http/http_server.h"
#include "sync/protocol.h"
#include "sync/site/answers.h"

namespace dockhand {

struct Hub::State final : HttpService {
  // One site as other machines see it.
  struct Door {
    explicit Door(HubSite its_site) : name(its_site.name), site(std::move(its_site)) {}
    const std::string name;
    HubSite site;  // is guarded by `mutex`
    std::unique_ptr<SiteService> held{};
    std::atomic<SiteService*> open{nullptr};  // none: it is not served yet
  };

  State(const HubOptions& wanted, HubLog& its_log) : options(wanted), log(its_log), token(wanted.token) {}

  // The head is then as a hub of that site alone would get it. None: there is no such site.
  Door* enter(HttpHead& head);
  Error why_shut(const Door& door);
  Admission admit(const HttpHead& head) override;
  void answer(HttpRequest request, Reply reply) override;
  HttpAnswer failure(int status) override { return answer_error(error_of_status(status), status); }

  const HubOptions options;
  HubLog& log;
  std::mutex mutex;  // guards the next, and that one site at a time begins to be served
  std::string token;
  std::vector<std::unique_ptr<Door>> doors;
  std::unique_ptr<HttpServer> server;  // must be the last member: it stops first, once nobody waits
};

Hub::State::Door* Hub::State::enter(HttpHead& head) {
  constexpr std::array<std::string_view, 2> versions{"/v1", ""};
  constexpr std::string_view of_sites = "/sites/";
  for (const std::string_view version : versions) {
    const std::string before = std::string(version) + std::string(of_sites);
    if (!head.path.starts_with(before)) continue;
    const std::size_t end = head.path.find('/', before.size());
    if (end == std::string::npos) return nullptr;
    const std::string name = head.path.substr(before.size(), end - before.size());
    const auto found = std::find_if(doors.begin(), doors.end(), [&](const auto& door) { return door->name == name; });
    if (found == doors.end()) return nullptr;
    head.path = std::string(version) + head.path.substr(end);
    return found->get();
  }
  return doors.front().get();
}

Admission Hub::State::admit(const HttpHead& head) {
  HttpHead inside = head;
  const Door* door = enter(inside);
  if (door == nullptr) {
    const Error nothing{ErrorKind::unknown, "", "there is no such site at this hub of Dockhand"};
    return {answer_error(nothing, 404)};
  }
  if (SiteService* site = door->open) return site->admit(inside);
  const Error closed = why_shut(*door);
  Admission later{answer_error(closed, 503)};
  later.refusal->retry_after = std::chrono::seconds(1);
  return later;
}

Error Hub::State::why_shut(const Door& door) {
  const std::lock_guard lock(mutex);
  return door.site.shut.value_or(Error{ErrorKind::busy, door.name, "another hub owns the site, or it is not open yet"});
}

// It was admitted, so its site is there and open.
void Hub::State::answer(HttpRequest request, Reply reply) {
  SiteService* const site = enter(request.head)->open;
  site->answer(std::move(request), std::move(reply));
}

LedgerThread& Hub::serve(const std::string& site, std::unique_ptr<Ledger> ledger) {
  const std::lock_guard lock(state_->mutex);
  const auto door =
      std::find_if(state_->doors.begin(), state_->doors.end(), [&](const auto& one) { return one->name == site; });
  assert(door != state_->doors.end() && (*door)->open == nullptr);
  HubSite known = (*door)->site;
  known.token = state_->token;
  known.terminals = state_->options.terminals;
  (*door)->held = SiteService::of(std::move(ledger), known, state_->log, [this] { return state_->server->counts(); });
  (*door)->open = (*door)->held.get();
  return (*door)->held->books();
}

void Hub::know(const HubSite& site, const std::optional<Error>& why_shut) {
  const std::lock_guard lock(state_->mutex);
  for (const auto& door : state_->doors) {
    if (door->name != site.name) continue;
    door->site = site;
    door->site.shut = why_shut;
  }
}

Status Hub::fit(const std::string& site) const {
  for (const auto& door : state_->doors) {
    if (door->name != site) continue;
    const SiteService* const open = door->open;
    return open == nullptr ? Status(Done{}) : open->fit();
  }
  return Done{};
}

void Hub::met(const std::string& site, const Error& error) {
  for (const auto& door : state_->doors) {
    SiteService* const open = door->open;
    if (door->name == site && open != nullptr) open->met(error);
  }
}

namespace {
Status check_token(const std::string& token, const HubOptions& options) {
  if (!token.empty() || options.on_loopback()) return Done{};
  return Error{ErrorKind::bad_input, options.host,
               "a hub that other machines can reach needs a token; name its file with --token-file"};
}
}  // namespace

Status Hub::take_token(const std::string& token) {
  if (auto checked = check_token(token, state_->options); !checked) return checked;
  const std::lock_guard lock(state_->mutex);
  state_->token = token;
  for (const auto& door : state_->doors) {
    if (door->held) door->held->take_token(token);
  }
  return Done{};
}

Result<std::unique_ptr<Hub>> Hub::start(std::vector<HubSite> sites, const HubOptions& options, HubLog& log) {
  if (auto checked = check_token(options.token, options); !checked) return checked.error();
  if (!options.tls && !options.plain_anywhere && !options.on_loopback()) {
    return Error{ErrorKind::bad_input, options.host, "a hub that other machines can reach speaks TLS"};
  }
  auto hub = std::unique_ptr<Hub>(new Hub(std::make_unique<State>(options, log)));
  for (HubSite& site : sites) hub->state_->doors.push_back(std::make_unique<State::Door>(std::move(site)));
  HttpLimits limits;
  limits.body = max_message;
  auto server = HttpServer::start(options.host, options.port, *hub->state_, limits, options.tls);
  if (!server) return server.error();
  hub->state_->server = std::move(*server);
  log.say("listening", {{"address", hub->address()}});
  return hub;
}

Result<std::unique_ptr<Hub>> Hub::start(std::unique_ptr<Ledger> ledger, const HubOptions& options, HubLog& log) {
  const HubSite site{"main", options.database, "", options.terminals, options.answers};
  auto hub = start(std::vector{site}, options, log);
  if (hub) (*hub)->serve(site.name, std::move(ledger));
  return hub;
}

Result<std::unique_ptr<Hub>> Hub::start(std::unique_ptr<Ledger> ledger, const HubOptions& options) {
  static const SystemClock clock;
  static HubLog silent(nullptr, clock);
  return start(std::move(ledger), options, silent);
}

Hub::Hub(std::unique_ptr<State> state) : state_(std::move(state)) {}
Hub::~Hub() {
  const std::lock_guard lock(state_->mutex);
  for (const auto& door : state_->doors) {
    if (door->held) door->held->close();
  }
}

int Hub::port() const { return state_->server->port(); }

std::string Hub::address() const {
  const std::string& host = state_->options.host;
  const bool v6 = host.find(':') != std::string::npos;
  return std::string(state_->options.tls ? "https://" : "http://") + (v6 ? "[" + host + "]" : host) + ":" +
         std::to_string(port());
}

LedgerThread& Hub::ledger() { return state_->doors.front()->held->books(); }

bool HubOptions::on_loopback() const { return host == "localhost" || host == "::1" || host.starts_with("127."); }

Result<HubOptions> parse_listen(std::string_view text) {
  const auto colon = text.rfind(':');
  const auto wrong =
      Error{ErrorKind::bad_input, printable(text), "is no address to listen at; one looks like 127.0.0.1:8470"};
  if (colon == std::string_view::npos || colon == 0) return wrong;
  const auto port = text.substr(colon + 1);
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (port.empty() || port.size() > 5 || !is_digits(port) || host.empty()) return wrong;
  HubOptions options;
  options.host = host;
  options.port = std::stoi(std::string(port));
  if (options.port > 65535) return wrong;
  return options;
}

}  // namespace dockhand
