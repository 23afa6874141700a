#include "sync/site/site_service.h"

#include <algorithm>
#include <future>
#include <mutex>
#include <optional>

#include "sync/http/packing.h"
#include "sync/protocol.h"
#include "sync/site/answer_page.h"
#include "sync/site/answers.h"
#include "sync/site/health_watch.h"
#include "sync/site/hub_metrics.h"
#include "sync/site/office.h"
#include "sync/site/openapi.h"
#include "sync/site/sealed_people.h"
#include "sync/site/waiting_room.h"
#include "sync/status_message.h"

namespace dockhand {
namespace {

struct Service final : SiteService {
  Service(std::unique_ptr<Ledger> held, const HubSite& site, HubLog& its_log, std::function<HttpCounts()> its_counts)
      : options(site),
        gate(site.database, site.access, site.token, site.terminals, system_clock()),
        log(its_log),
        counts(std::move(its_counts)),
        ledger(std::move(held)) {}

  LedgerThread& books() override { return ledger; }
  void take_token(const std::string& token) override { gate.take_token(token); }
  void close() override { waiting.close(); }
  Status fit() const override {
    const std::lock_guard lock(damage_mutex);
    return damage ? Status(*damage) : Status(Done{});
  }

  void met(const Error& error) override {
    if (error.kind == ErrorKind::corrupt && error.place == options.database.string()) note_damage(error);
  }

  struct Route {
    const char* method;
    const char* path;
    Who who;
    std::size_t max_body;
    HttpAnswer (Service::*work)(const HttpRequest&);  // none: it is answered later, by `wait`
    const char* about;
  };
  static const std::vector<Route>& routes();
  static const Route* route_of(const HttpHead& head);
  static const Parameters& parameters_of(const Route& route);
  static bool reads_file(const Route& route);
  static bool writes_books(const Route& route);

  Admission admit(const HttpHead& head) override;
  void answer(HttpRequest request, Reply reply) override;
  HttpAnswer failure(int status) override { return answer_error(error_of_status(status), status); }

  Admission admit_other_method(const HttpHead& head);
  void look_for_damage(const std::string& answer);
  void note_damage(const Error& why);
  std::optional<HttpAnswer> open(HttpRequest& request, const Route& route);
  std::optional<HttpAnswer> catch_up(const Route& route);
  HttpAnswer enrol(const HttpRequest& request);
  void wait(const HttpRequest& request, Reply reply);
  HttpAnswer push(const HttpRequest& request);
  HttpAnswer pull(const HttpRequest& request);
  HttpAnswer people(const HttpRequest& request) { return answer_sealed(options.people.get(), gate, request); }
  HttpAnswer status(const HttpRequest&) { return {200, status_json(gate.hub_name())}; }
  HttpAnswer health(const HttpRequest&) { return health_answer(&Service::health, watch.look()); }
  HttpAnswer reading(const HttpRequest&) { return health_answer(&Service::reading, watch.look()); }
  HttpAnswer health_answer(HttpAnswer (Service::*asked)(const HttpRequest&), const Status& looked);
  HttpAnswer numbers(const HttpRequest&) {
    const bool good = fit().ok();
    const HubStanding standing{ledger.owns(), good, good && watch.look().ok(), watch.writes().ok()};
    return {200, metrics.text(counts(), standing), "text/plain; version=0.0.4; charset=utf-8"};
  }

  HttpAnswer list(const HttpRequest& request) { return office.list(request); }
  HttpAnswer promise(const HttpRequest& request) { return office.promise(request); }
  HttpAnswer command(const HttpRequest& request) { return office.execute(request); }
  HttpAnswer import(const HttpRequest& request) { return office.import(request); }
  HttpAnswer openapi(const HttpRequest&);
  HttpAnswer front(const HttpRequest&) { return {200, front_page(), "text/html; charset=utf-8"}; }
  HttpAnswer show_answers(const HttpRequest& request) { return answers.show(request); }
  HttpAnswer take_answer(const HttpRequest& request) { return answers.take(request); }

  std::optional<WaitingRoom::Sight> look(const PullRequest& asked);
  template <class Answer>
  Result<Answer> on_ledger(const std::function<Result<Answer>(Ledger&)>& work);

  const HubSite options;
  Gate gate;
  HubLog& log;
  const std::function<HttpCounts()> counts;
  HubMetrics metrics;
  mutable std::mutex damage_mutex;  // guards the next
  std::optional<Error> damage;      // what somebody has found in the file
  LedgerThread ledger;
  HealthWatch watch{ledger, options.name, options.shared, log};
  const Office office{options.database, ledger, system_clock(),
                      [this](const WriterId& writer) { return gate.name_of(writer); }};
  const AnswerPage answers{options.database, ledger, options.answers, system_clock()};
  WaitingRoom waiting{[this](const PullRequest& asked) { return look(asked); }, [this] { return ledger.version(); }};
};

// One more address is one more line and its function; the document of them is made of this table.
const std::vector<Service::Route>& Service::routes() {
  constexpr std::size_t body = Office::max_body;
  static const std::vector<Route> all{
      {"POST", "/v1/enrol", Who::newcomers, 1024, &Service::enrol, "a new terminal's key, with the hub's code"},
      {"POST", "/v1/push", Who::terminals, max_message, &Service::push, "a terminal's events"},
      {"POST", "/v1/pull", Who::terminals, PullRequest::max_bytes, &Service::pull, "rows changed since a cursor"},
      {"POST", "/v1/wait", Who::terminals, 4096, nullptr, "answers when there is something new since a cursor"},
      {"POST", "/v1/people", Who::terminals, PeopleQuestion::max_bytes, &Service::people, "who works here, sealed"},
      {"GET", "/v1/status", Who::terminals, 0, &Service::status, "protocol, version, and what the hub calls itself"},
      {"GET", "/v1/items", Who::office, 0, &Service::list, "every item with its stock, demand and supply"},
      {"GET", "/v1/stock", Who::office, 0, &Service::list, "what lies where"},
      {"GET", "/v1/orders", Who::office, 0, &Service::list, "orders with their quantities, open ones first"},
      {"GET", "/v1/purchases", Who::office, 0, &Service::list, "purchase lines with what was received"},
      {"GET", "/v1/asns", Who::office, 0, &Service::list, "what suppliers say is on its way"},
      {"GET", "/v1/leases", Who::office, 0, &Service::list, "what is set aside for one terminal"},
      {"GET", "/v1/barcodes", Who::office, 0, &Service::list, "packs of items with their codes"},
      {"GET", "/v1/locations", Who::office, 0, &Service::list, "places along the walk"},
      {"GET", "/v1/customers", Who::office, 0, &Service::list, "customers with their order class and policies"},
      {"GET", "/v1/suppliers", Who::office, 0, &Service::list, "who is bought from"},
      {"GET", "/v1/sources", Who::office, 0, &Service::list, "which items can be bought from whom"},
      {"GET", "/v1/backorders", Who::office, 0, &Service::list, "order lines that wait, as they are served"},
      {"GET", "/v1/events", Who::office, 0, &Service::list, "what was done, newest first"},
      {"GET", "/v1/notices", Who::office, 0, &Service::list, "what a person has to be told or to do"},
      {"GET", "/v1/messages", Who::office, 0, &Service::list, "what customers were told, newest first"},
      {"GET", "/v1/causes", Who::office, 0, &Service::list, "why order lines wait, or waited, in units"},
      {"GET", "/v1/promise", Who::office, 0, &Service::promise, "when an order of item and quantity would leave"},
      {"GET", "/v1/availability", Who::office, 0, &Service::promise, "what can be had of an item, and when"},
      {"POST", "/v1/commands", Who::office, max_command_text, &Service::command, "one command; answers its outcome"},
      {"POST", "/v1/items", Who::office, body, &Service::import, "items, new or changed"},
      {"POST", "/v1/barcodes", Who::office, body, &Service::import, "barcodes of items, new or changed"},
      {"POST", "/v1/locations", Who::office, body, &Service::import, "locations, new or changed"},
      {"POST", "/v1/customers", Who::office, body, &Service::import, "customers, new or changed"},
      {"POST", "/v1/orders", Who::office, body, &Service::import, "order lines, new or changed"},
      {"POST", "/v1/purchases", Who::office, body, &Service::import, "purchase lines, new or changed"},
      {"POST", "/v1/asns", Who::office, body, &Service::import, "lines of shipping notices, new or changed"},
      {"POST", "/v1/suppliers", Who::office, body, &Service::import, "suppliers, new or changed"},
      {"POST", "/v1/sources", Who::office, body, &Service::import, "sources of items, new or changed"},
      {"GET", "/v1/alternatives", Who::office, 0, &Service::list, "which items may stand in for which"},
      {"GET", "/v1/wishes", Who::office, 0, &Service::list, "who wants to hear when an item is here again"},
      {"POST", "/v1/alternatives", Who::office, body, &Service::import, "stand-ins for items, new or changed"},
      {"POST", "/v1/wishes", Who::office, body, &Service::import, "who wants to hear of an item, new or changed"},
      {"GET", "/v1/goodwill", Who::office, 0, &Service::list, "what customers are offered who wait for long"},
      {"POST", "/v1/goodwill", Who::office, body, &Service::import, "what is offered for waiting, new or changed"},
      {"GET", "/v1/promotions", Who::office, 0, &Service::list, "which items are advertised when"},
      {"POST", "/v1/promotions", Who::office, body, &Service::import, "promotions of items, new or changed"},
      {"POST", "/v1/history", Who::office, body, &Service::import, "past demand of items by day"},
      {"POST", "/v1/faces", Who::office, body, &Service::import, "places that are filled from reserve"},
      {"POST", "/v1/stock", Who::office, body, &Service::import, "what lies where when the books begin"},
      {"GET", "/v1/answer", Who::anyone, 0, &Service::show_answers, "a customer's page, where letters have links"},
      {"POST", "/v1/answer", Who::anyone, 64, &Service::take_answer, "what a customer says there"},
      {"GET", "/", Who::anyone, 0, &Service::front, "a page for whoever opens the hub's address"},
      {"GET", "/v1/openapi.json", Who::anyone, 0, &Service::openapi, "this document"},
      {"GET", "/metrics", Who::office, 0, &Service::numbers, "numbers for Prometheus"},
      {"GET", "/healthz", Who::anyone, 0, &Service::health, "whether the hub owns the site and its file can be read"},
      {"GET", "/healthz/reads", Who::anyone, 0, &Service::reading, "whether the hub answers lists and pulls"},
  };
  return all;
}

// HEAD asks what GET would be answered, without its body.
const Service::Route* Service::route_of(const HttpHead& head) {
  const std::string method = head.method == "HEAD" ? "GET" : head.method;
  const auto found = std::find_if(routes().begin(), routes().end(), [&](const Route& route) {
    return method == route.method && head.path == route.path;
  });
  return found == routes().end() ? nullptr : &*found;
}

// Asks for an address with a method that it does not know, or which ones it knows.
Admission Service::admit_other_method(const HttpHead& head) {
  std::string known;
  for (const Route& route : routes()) {
    if (head.path != route.path) continue;
    known += (known.empty() ? "" : ", ") + std::string(route.method);
    if (known.ends_with("GET")) known += ", HEAD";
  }
  if (known.empty()) {
    const Error nothing{ErrorKind::unknown, "", "there is nothing at this address; this is a hub of Dockhand"};
    return {answer_error(nothing, 404)};
  }
  known += ", OPTIONS";
  HttpAnswer answer{204, ""};
  if (head.method != "OPTIONS")
    answer = answer_error({ErrorKind::bad_input, head.method, "is not for this address: it knows " + known}, 405);
  answer.allow = known;
  return {std::move(answer)};
}

Admission Service::admit(const HttpHead& head) {
  const Route* route = route_of(head);
  // Which methods an address knows stands in the document that everybody may read.
  if (route == nullptr && head.method == "OPTIONS") return admit_other_method(head);
  if (auto refusal = gate.refuse(head, route == nullptr ? Who::office : route->who)) {
    metrics.refused_token();
    log.say("refused", {{"from", head.from}, {"path", route == nullptr ? "" : route->path}});
    return {std::move(refusal)};
  }
  if (route == nullptr) return admit_other_method(head);
  const bool needs_no_file = route->work == &Service::numbers || route->work == &Service::openapi;
  if (const Status good = fit(); !good && !needs_no_file) return {answer_error(good.error(), 503)};
  if (ledger.follows() && !only_reads(head)) return {not_the_owner()};
  // It is answered although every thread that could look waits for the ledger.
  if (route->work == &Service::health || route->work == &Service::reading) {
    if (const auto known = watch.known()) return {health_answer(route->work, *known)};
  }
  const bool plain = head.encoding.empty() || head.encoding == "identity";
  if (!plain && !(route->who == Who::terminals && head.encoding == packing)) {
    return {answer_error(Error{ErrorKind::bad_input, "", "a packed message is not taken"}, 415)};
  }
  return {std::nullopt, route->max_body};
}

// Checks a terminal's message as it came, and then unpacks it. Nothing: it can be read.
std::optional<HttpAnswer> Service::open(HttpRequest& request, const Route& route) {
  if (route.who != Who::terminals) return std::nullopt;
  if (auto refusal = gate.refuse_body(request)) return refusal;
  if (request.head.encoding != packing) return std::nullopt;
  auto text = unpacked(request.body, route.max_body);
  if (!text) return answer_error(text.error());
  request.body = *std::move(text);
  return std::nullopt;
}

void Service::answer(HttpRequest request, Reply reply) {
  const Route* route = route_of(request.head);
  if (auto refusal = open(request, *route)) return reply(*std::move(refusal));
  if (route->work == nullptr) return wait(request, std::move(reply));
  const auto start = std::chrono::steady_clock::now();
  auto late = catch_up(*route);
  HttpAnswer given = late ? *std::move(late) : (this->*route->work)(request);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  metrics.answered(route->path, given.status, took);
  if (given.status >= 500 && reads_file(*route)) look_for_damage(given.body);
  if (writes_books(*route)) watch.tried_to_write(given);
  const bool only_stands_by = !ledger.owns() && route->work == &Service::health;  // it is asked all the time
  if (given.status >= 500 && !only_stands_by) {
    log.say("not answered", {{"path", route->path}, {"from", request.head.from}, {"answer", given.body}});
  }
  if (route->who == Who::terminals && takes_packed(request.head.accepts)) {
    given.body = packed(given.body);
    given.encoding = packing;
  }
  reply(std::move(given));
}

bool Service::reads_file(const Route& route) {
  return route.work == &Service::list || route.work == &Service::promise || route.work == &Service::show_answers;
}

bool Service::writes_books(const Route& route) {
  return route.work == &Service::push || route.work == &Service::command || route.work == &Service::import;
}

void Service::look_for_damage(const std::string& answer) {
  const auto told = parse_error(answer);
  if (told && told->error.kind == ErrorKind::corrupt) note_damage(told->error);
}

// Who meets damage beside the ledger has read what its thread may not have met: nothing may be acknowledged into that
// file any more, nor planned in it, nor sent out of it.
void Service::note_damage(const Error& why) {
  const std::lock_guard lock(damage_mutex);
  if (damage) return;
  const std::string mend = options.shared ? "stop this hub, remove its file and start it again: the file is made anew"
                                          : "stop the hub, and run `dockhand-hub salvage` for it";
  damage = Error{ErrorKind::corrupt, options.name,
                 "the database of this site is damaged, and nothing is taken into it: " + mend};
  ledger.hold(*damage);
  log.say("site is damaged", {{"site", options.name}, {"why", why.sentence()}});
}

// The lists are read from the file beside the ledger's thread. A pull brings the file up to date itself. What an owner
// has in its file is true also while the store is not reached.
std::optional<HttpAnswer> Service::catch_up(const Route& route) {
  if (!reads_file(route) || (!options.shared && !ledger.follows())) return std::nullopt;
  const Status kept = on_ledger<Done>([](Ledger& held) { return held.keep_up(); });
  return kept || ledger.owns() ? std::nullopt : std::optional(answer_error(kept.error(), 503));
}

template <class Answer>
Result<Answer> Service::on_ledger(const std::function<Result<Answer>(Ledger&)>& work) {
  std::promise<Result<Answer>> done;
  auto answer = done.get_future();
  if (!ledger.run([&](Ledger& held) { done.set_value(work(held)); })) return ledger.why_not();
  return answer.get();
}

HttpAnswer Service::enrol(const HttpRequest& request) {
  HttpAnswer answer = gate.enrol(request);
  log.say(answer.status == 200 ? "terminal enrolled" : "terminal not enrolled", {{"from", request.head.from}});
  return answer;
}

HttpAnswer Service::push(const HttpRequest& request) {
  const auto push = parse_push(request.body);
  if (!push) return answer_error(push.error());
  if (auto refusal = gate.refuse_writer(request.head, push->writer.text())) return std::move(*refusal);
  const auto reply = on_ledger<PushReply>([&](Ledger& held) { return held.accept(*push); });
  if (!reply) return answer_error(reply.error());
  metrics.took_events(static_cast<std::int64_t>(push->events.size()),
                      static_cast<std::int64_t>(reply->questioned.size()));
  if (reply->refusal) log.say("push refused", {{"from", request.head.from}, {"why", reply->refusal->sentence()}});
  for (const std::string& id : reply->questioned) log.say("event questioned", {{"id", id}});
  return {200, to_json(*reply)};
}

HttpAnswer Service::pull(const HttpRequest& request) {
  const auto asked = parse_pull_request(request.body);
  if (!asked) return answer_error(asked.error());
  if (auto refusal = gate.refuse_writer(request.head, asked->asking.text())) return std::move(*refusal);
  const auto changes = on_ledger<Changes>([&](Ledger& held) { return held.changes_since(*asked, max_pull_rows); });
  if (!changes) return answer_error(changes.error());
  const std::string& knew = asked->position.generation;
  if (!knew.empty() && knew != changes->generation)
    log.say("terminal starts over", {{"why", "the hub was set back, restored or made anew: see its notices"}});
  return {200, to_json(*changes)};
}

// It needs a signature that holds, and then nothing but a place in the waiting room.
void Service::wait(const HttpRequest& request, Reply reply) {
  auto asked = parse_pull_request(request.body);
  if (!asked) return reply(answer_error(asked.error()));
  if (auto refusal = gate.refuse_writer(request.head, asked->asking.text())) return reply(std::move(*refusal));
  waiting.enter(*std::move(asked), [this, reply = std::move(reply)](bool changed) {
    metrics.answered("/v1/wait", 200, {});
    reply({200, wait_reply_json(changed)});
  });
}

std::optional<WaitingRoom::Sight> Service::look(const PullRequest& asked) {
  std::uint64_t version = 0;
  const auto changes = on_ledger<Changes>([&](Ledger& held) {
    version = ledger.version();
    return held.changes_since(asked, 1);
  });
  if (!changes) return std::nullopt;
  return WaitingRoom::Sight{{changes->generation, changes->cursor, changes->life}, version + 1};
}

const Parameters& Service::parameters_of(const Route& route) {
  if (route.work == &Service::list) return parameters_of_list(route.path);
  if (route.work == &Service::promise) return parameters_of_promise(route.path);
  if (route.work == &Service::import) return parameters_of_documents();
  const bool answers = route.work == &Service::show_answers || route.work == &Service::take_answer;
  return answers ? parameters_of_answer() : no_parameters();
}

HttpAnswer Service::openapi(const HttpRequest&) {
  std::vector<AddressDescription> all;
  for (const Route& route : routes()) {
    using Form = AddressDescription::Form;
    Form form = route.work == &Service::list ? Form::list : Form::other;
    if (route.work == &Service::import) form = Form::rows;
    if (route.work == &Service::command) form = Form::command;
    all.push_back({route.method, route.path, route.about, route.who, route.max_body > 0, form, &parameters_of(route)});
  }
  return {200, openapi_of(all)};
}

// Who writes has to find the owner.
HttpAnswer Service::health_answer(HttpAnswer (Service::*asked)(const HttpRequest&), const Status& looked) {
  if (const Status good = fit(); !good) return answer_error(good.error(), 503);
  if (!looked) return answer_error(looked.error(), 503);
  if (asked == &Service::health && !ledger.owns()) {
    const Status whole = watch.whole();
    return whole ? not_the_owner() : answer_error(whole.error(), 503);
  }
  if (const Status written = watch.writes(); asked == &Service::health && !written)
    return answer_error(written.error(), 503);
  return {200, R"({"healthy":true})"};
}

}  // namespace

std::unique_ptr<SiteService> SiteService::of(std::unique_ptr<Ledger> ledger, const HubSite& site, HubLog& log,
                                             std::function<HttpCounts()> counts) {
  return std::make_unique<Service>(std::move(ledger), site, log, std::move(counts));
}

}  // namespace dockhand
