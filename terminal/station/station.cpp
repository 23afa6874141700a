#include "terminal/station/station.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "storage/model/tools/mailbox.h"
#include "storage/nightly/plan_thread.h"
#include "sync/drop/drop_thread.h"
#include "sync/enrolment.h"
#include "sync/local/desk.h"
#include "sync/message/postman.h"
#include "sync/session.h"
#include "sync/worker.h"
#include "terminal/people/door.h"
#include "terminal/people/hub_people.h"
#include "terminal/station/app_settings.h"
#include "terminal/station/battery.h"
#include "terminal/station/health.h"
#include "terminal/station/hub_lines.h"
#include "terminal/station/newcomer.h"
#include "terminal/station/shared_people.h"
#include "terminal/station/stick_files.h"

namespace dockhand {

namespace {

constexpr std::int64_t battery_every_ms = 30'000;

// Returns the file of those who may sign on.
std::filesystem::path users_of(const StationOptions& options) {
  return options.users.empty() ? users_beside(options.database) : std::filesystem::path(options.users);
}

Result<std::unique_ptr<Door>> door_of(const StationOptions& options) {
  if (options.sign_off_after < 0 || options.sign_off_after > 1440) {
    return Error{ErrorKind::bad_input, "sign_off_after", "people are signed off after 1 to 1440 minutes, or never: 0"};
  }
  const double ms = options.sign_off_after * 60'000;
  return Door::open(users_of(options), std::chrono::milliseconds(static_cast<std::int64_t>(ms)));
}

std::filesystem::file_time_type written_at(const std::filesystem::path& file) {
  std::error_code failure;
  const auto time = std::filesystem::last_write_time(file, failure);
  return failure ? std::filesystem::file_time_type::min() : time;
}

DropPlan drop_of(const StationOptions& options) {
  DropPlan plan = options.drop;
  plan.users = users_of(options);
  return plan;
}

}  // namespace

struct Station::State {
  Status start(HubLines lines, std::optional<PostPlan> post);
  State(std::unique_ptr<Ledger> books, std::unique_ptr<Views> reader, std::unique_ptr<Journal> log,
        std::unique_ptr<const Site> meaning, std::unique_ptr<Scanners> opened, std::unique_ptr<Door> people,
        const Clock& time, const StationOptions& chosen, const AppSettings& settings, std::function<void()> wake_up)
      : options(chosen),
        clock(time),
        wake(std::move(wake_up)),
        ledger(std::move(books)),
        views(std::move(reader)),
        journal(std::move(log)),
        site(std::move(meaning)),
        scanners(std::move(opened)),
        door(std::move(people)),
        files(chosen.sticks, chosen.database, users_of(chosen), ledger, time, wake),
        app(ledger, *views, time,
            {settings.dock, settings.operator_name, scanners.get(), settings.over_tolerance, settings.preferences,
             &health, &files, settings.picking, door.get()},
            wake) {}

  void publish(const SyncStatus& status);
  void publish(const DroppedFile& file);
  void take_news();
  void take_scans();
  void talk_to_hub(HubLines lines);
  void enrol_by(const std::string& code);
  std::string why_not_enrolled() const;
  void take_enrolment();
  void tell_of_hub(const std::string& problem);
  void look_at_battery();
  void look_at_enrolment();
  void look_at_people();
  void hear_people();
  void tell_people();
  std::vector<Check> look() const;

  const StationOptions options;
  const Clock& clock;
  const std::function<void()> wake;
  LedgerThread ledger;
  std::unique_ptr<Views> views;
  std::unique_ptr<Journal> journal;  // may be none
  std::unique_ptr<const Site> site;
  std::unique_ptr<Scanners> scanners;  // after what it uses
  std::unique_ptr<Door> door;          // none: nobody signs on
  std::filesystem::file_time_type people_written = written_at(users_of(options));
  bool scanned = false;  // since last asked
  const Health health = [this] { return look(); };
  HubState hub_now;                 // as it was told last
  std::optional<Instant> power_at;  // when the battery was looked at last
  StickFiles files;
  std::uint64_t files_seen = 0;  // what the screens have heard of them
  App app;

  std::filesystem::file_time_type enrolled_at = written_at(enrolment_file(options.database));
  std::string hub;                     // its address; set before the worker starts
  std::optional<Instant> last_answer;  // only the worker's thread uses it
  std::uint64_t asked_hub = 0;         // that the worker has been hurried for
  Newcomer newcomer{options.database, wake};
  Mailbox<HubState> news;      // it keeps only the newest
  std::string people_problem;  // only the worker's thread uses it
  SharedPeople shared_people;  // between the worker's thread and the screens'
  std::uint64_t told = 0;      // the ledger's version that the worker has been woken for
  std::unique_ptr<SyncWorker> worker;
  std::optional<PlanThread> planner;
  std::optional<HubLog> post_log;
  std::optional<PostmanThread> postman;
  Mailbox<DroppedFile> dropped;  // that a person is to hear of
  std::optional<DropThread> drop;
  std::unique_ptr<LocalServer> desk;  // last: it stops first
};

void Station::State::publish(const SyncStatus& status) {
  if (status.online) last_answer = clock.now();
  if (journal && std::exchange(people_problem, status.people) != status.people && !status.people.empty()) {
    journal->warn("people of the hub: " + status.people);
  }
  HubState state{true, status.online, status.offline_since.value_or(clock.now()), hub, status.problem, last_answer};
  news.replace(state);
  wake();
}

// What was booked shows in the books.
void Station::State::publish(const DroppedFile& file) {
  if (journal) journal->note("drop folder: " + file.name + (file.name.empty() ? "" : ": ") + file.outcome);
  if (!file.booked) static_cast<void>(dropped.put(file));
  wake();
}

void Station::State::take_news() {
  if (std::exchange(files_seen, files.version()) != files.version()) app.refresh();
  for (const DroppedFile& one : dropped.take()) {
    app.warn(one.name.empty()
                 ? one.outcome
                 : fmt::format("{name} was refused: its report is in the folder refused", fmt::arg("name", one.name)));
  }
  for (const HubState& latest : news.take()) app.set_hub(hub_now = latest);
  take_enrolment();
  if (worker && std::exchange(asked_hub, app.asked_hub()) != app.asked_hub()) worker->hurry();
  if (worker && ledger.version() != told) {
    told = ledger.version();
    worker->wake();
  }
}

void Station::State::take_scans() {
  const std::uint64_t before = scanners->version();
  const Scanners::News heard = scanners->take(app.frame().secret);
  for (const std::string& trouble : heard.troubles) app.warn(trouble);
  for (const HeardTogether& scans : heard.scans) {
    const auto code = hub_code_of(scans);
    code ? enrol_by(*code) : app.scan(scans);
  }
  scanned = scanned || !heard.scans.empty();
  if (scanners->version() != before) app.refresh();
  if (auto seen = scanners->camera(); seen != app.frame().camera) app.show_camera(std::move(seen));
}

// Who has books, or another hub, sends them nowhere because somebody has scanned something.
std::string Station::State::why_not_enrolled() const {
  if (worker) return fmt::format("This terminal has its hub: {hub}", fmt::arg("hub", hub));
  if (drop || postman) return "This terminal works alone, as dockhand.toml says ([files], messages)";
  const auto items = views->items(1);
  if (!items) return items.error().sentence();
  return items->empty() ? "" : "There are books here already: run dockhand enrol to send them to a hub";
}

void Station::State::enrol_by(const std::string& code) {
  if (newcomer.asks()) return;
  const std::string why_not = why_not_enrolled();
  if (!why_not.empty()) return app.warn(why_not);
  tell_of_hub(newcomer.ask(code));
}

// On the page, as long as it is so: a toast is gone before somebody has read why.
void Station::State::tell_of_hub(const std::string& problem) {
  hub_now.problem = problem;
  app.set_hub(hub_now);
  app.refresh();
}

// What is kept of it is found by look_at_enrolment, as if it had been done beside the program.
void Station::State::take_enrolment() {
  for (const Newcomer::Answer& answer : newcomer.take()) {
    app.warn(answer.toast);
    if (!answer.enrolled) tell_of_hub(answer.problem);
  }
}

void Station::State::look_at_battery() {
  const Instant now = clock.now();
  if (options.power_supplies.empty() || (power_at && now.ms - power_at->ms < battery_every_ms)) return;
  power_at = now;
  app.set_power(read_power(options.power_supplies));
}

// An import has written who works here. Their PINs stay as they are.
void Station::State::look_at_people() {
  const auto written = written_at(users_of(options));
  if (std::exchange(people_written, written) == written) return;
  auto opened = door_of(options);
  if (!opened) return app.warn(opened.error().sentence());
  if (door && *opened) {
    door->people = std::move((*opened)->people);
    return app.people_are(door.get());
  }
  app.people_are(opened->get());
  door = std::move(opened).value();
}

// The hub has said who works here, and with which PIN.
void Station::State::hear_people() {
  for (const PeopleTold& said : shared_people.told()) {
    const auto listed = take_list(users_of(options), said);
    if (!listed) return app.warn(listed.error().sentence());
    look_at_people();
    if (!door) continue;
    if (auto kept = take_pins(door->pins, said); !kept) return app.warn(kept.error().sentence());
    app.refresh();
  }
}

// A PIN that was chosen here goes to the hub at once.
void Station::State::tell_people() {
  if (worker && shared_people.here_is(door.get(), people_written)) worker->wake();
}

std::vector<Check> Station::State::look() const {
  std::vector<Check> checks{check_database(options.database, *views),
                            check_disk(options.database, free_beside(options.database)),
                            check_clock(*views, clock.now())};
  for (Check& check : check_scanners(*scanners)) checks.push_back(std::move(check));
  if (options.devices) {
    for (Check& check : options.devices()) checks.push_back(std::move(check));
  }
  checks.push_back(check_hub(hub_now, clock.now(), name_at_hub(options.database)));
  return checks;
}

namespace {

// Returns how letters go out from here. It is none where a hub sends them, or where nobody has said how.
Result<std::optional<PostPlan>> post_of(const StationOptions& options, const HubLines& lines, const Clock& clock) {
  if (options.messages.empty()) return std::optional<PostPlan>();
  if (lines.mouth) return Error{ErrorKind::bad_input, "messages", "this terminal's hub sends letters to customers"};
  return read_post_plan(options.messages, clock);
}

}  // namespace

void Station::State::talk_to_hub(HubLines lines) {
  if (!lines.mouth) return;
  worker.reset();
  hub = lines.hub;
  app.set_hub(hub_now = {true, false, clock.now(), lines.hub});
  auto asks = shared_people.link(std::move(lines.upstream), wake);
  shared_people.here_is(door.get(), people_written);
  worker = std::make_unique<SyncWorker>(
      ledger, std::move(lines.mouth), clock, static_cast<std::uint64_t>(clock.now().ms),
      [this](const SyncStatus& status) { publish(status); }, std::move(lines.ear), std::move(asks));
}

// Somebody has enrolled this terminal beside the running program, or enrolled it anew.
void Station::State::look_at_enrolment() {
  const auto written = written_at(enrolment_file(options.database));
  if (std::exchange(enrolled_at, written) == written) return;
  if (drop || postman) return app.warn("Start again: this terminal has enrolled, and does what its hub does now");
  auto lines = hub_lines(options.hub, options.token_file, options.database);
  if (!lines) return app.warn(lines.error().sentence());
  planner.reset();
  talk_to_hub(std::move(*lines));
}

// Starts the threads beside the screens, each only where its options ask for it.
Status Station::State::start(HubLines lines, std::optional<PostPlan> post) {
  talk_to_hub(std::move(lines));
  if (post) {
    post_log.emplace(stderr, clock);
    postman.emplace(std::make_unique<Postman>(on_ledger_thread(ledger), std::move(*post), clock, *post_log,
                                              static_cast<std::uint64_t>(clock.now().ms)));
  }
  if (options.plan && options.hub.empty()) {
    planner.emplace(options.database, ledger, clock, [this](const Result<PlanMade>&) { wake(); });
  }
  if (!options.drop.in.empty() || !options.drop.out.empty()) {
    if (worker) return Error{ErrorKind::bad_input, "[files]", "belongs to the hub, which has the documents"};
    drop.emplace(drop_of(options), options.database, ledger, clock, [this](const DroppedFile& file) { publish(file); });
  }
  if (options.answer) {
    auto opened = LocalServer::open(options.database, desk_handler(ledger, clock, wake));
    if (!opened) return opened.error();
    desk = std::move(*opened);
  }
  return Done{};
}

Station::Station(std::unique_ptr<State> state) : state_(std::move(state)) {}
Station::~Station() = default;

App& Station::app() { return state_->app; }
LedgerThread& Station::ledger() { return state_->ledger; }

Result<std::unique_ptr<Station>> Station::open(const StationOptions& options, const Clock& clock,
                                               std::function<void()> wake) {
  auto settings = settings_of(options);
  if (!settings) return settings.error();
  auto site = Site::make(options.site);
  if (!site) return site.error();
  auto lines = hub_lines(options.hub, options.token_file, options.database);
  if (!lines) return lines.error();
  auto post = post_of(options, *lines, clock);
  if (!post) return post.error();
  auto ledger = Ledger::open(options.database, LedgerRole::terminal, clock);
  if (!ledger) return ledger.error();
  if (options.demo) {
    if (auto filled = import_demo(**ledger, options.database, clock.now()); !filled) return filled.error();
  }
  const auto finished = lines->mouth ? Result<std::vector<DroppedFile>>(std::vector<DroppedFile>())
                                     : finish_dropped(drop_of(options), options.database, **ledger, clock);
  if (!finished) return finished.error();
  auto views = Views::open(options.database, clock);
  if (!views) return views.error();
  std::unique_ptr<Journal> journal;
  if (options.keep_log) {
    auto opened = Journal::open(options.database.parent_path() / "dockhand.log");
    if (!opened) return opened.error();
    journal = std::move(*opened);
  }
  auto meaning = std::make_unique<const Site>(std::move(*site));
  auto scanners = Scanners::open(
      options.scanners,
      {clock, wake, journal.get(), options.keep_log ? memory_file(options.database) : "", meaning.get()});
  if (!scanners) return scanners.error();
  auto door = door_of(options);
  if (!door) return door.error();
  auto state =
      std::make_unique<State>(std::move(*ledger), std::move(*views), std::move(journal), std::move(meaning),
                              std::move(*scanners), std::move(*door), clock, options, *settings, std::move(wake));
  if (auto started = state->start(std::move(*lines), std::move(*post)); !started) return started.error();
  for (const DroppedFile& one : *finished) state->publish(one);
  return std::unique_ptr<Station>(new Station(std::move(state)));
}

void Station::show(const std::vector<Reading>& together) {
  if (!state_->scanners->shown(together)) state_->app.warn("Too fast: this scan was not booked");
}

bool Station::tick() {
  state_->take_news();
  state_->take_scans();
  state_->look_at_battery();
  state_->look_at_enrolment();
  state_->look_at_people();
  state_->hear_people();
  state_->tell_people();
  return state_->app.tick();
}

bool Station::take_scanned() { return std::exchange(state_->scanned, false); }

Status Station::plan() {
  const Instant now = state_->clock.now();
  const auto on_ledger = on_ledger_thread(state_->ledger);
  const auto made = plan_for(state_->options.database, now.date(), now,
                             [&](const std::function<void(Ledger&)>& work) { return on_ledger(work).ok(); });
  if (!made) return made.error();
  state_->app.refresh();
  return Done{};
}

void Station::settle() {
  tick();
  while (!state_->app.idle() || state_->files.report().busy()) {
    state_->files.settle();
    state_->ledger.drain();
    tick();
  }
}

}  // namespace dockhand
