#include "terminal/station/scanners.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

#include "storage/model/tools/mailbox.h"
#include "sync/access/enrolment_code.h"
#include "terminal/app/viewfinder.h"

namespace dockhand {
namespace {

constexpr std::size_t max_waiting = 1000;
constexpr std::int64_t write_every_ms = 1000;

}  // namespace

struct Scanners::State {
  struct Ready {};
  struct Delivery {
    std::size_t scanner;  // in the views
    std::variant<HeardTogether, Error, Ready> what;
  };

  explicit State(Surroundings surroundings) : around(std::move(surroundings)) {}
  ~State();

  void add(std::string name, std::string driver, std::string device);
  Status open(const ScannerSettings& settings);
  Heard hear(const Reading& reading) const;  // any thread
  // Puts what was read into the queue, together with all that is of the same picture. `so_far` is its source's own.
  void hear_together(std::size_t scanner, HeardTogether& so_far, const Reading& reading);
  void note(ScannerView& view, const Heard& heard, bool secret);
  void note(ScannerView& view, const Error& error);
  void write_down();
  void sum_up() const;

  Surroundings around;
  const Site anywhere;  // no rules but those that every site agrees on
  std::vector<LastScan> remembered;
  std::vector<ScannerView> views;
  std::uint64_t version = 0;
  std::uint64_t written = 0;  // the scans that the file tells of
  std::int64_t written_at = 0;
  Mailbox<Delivery> queue{max_waiting};
  Viewfinder viewfinder;
  std::vector<std::unique_ptr<Source>> sources;  // one for each view after the first; must be the last member, as they
                                                 // use the queue
};

Scanners::State::~State() {
  queue.close();
  for (const auto& source : sources) source->stop();
  sum_up();
  written_at = 0;
  write_down();
}

void Scanners::State::sum_up() const {
  if (around.journal == nullptr) return;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const SourceCounters done = sources[i]->counters();
    around.journal->note(fmt::format("scanner {} ends: {} scans; {} frames, {} skipped, {} lost, {} restarts",
                                     views[i + 1].name, views[i + 1].scans, done.frames, done.dropped, done.lost,
                                     done.respawns));
  }
}

void Scanners::State::add(std::string name, std::string driver, std::string device) {
  const auto known =
      std::find_if(remembered.begin(), remembered.end(), [&](const LastScan& last) { return last.scanner == name; });
  ScannerView view{.name = std::move(name), .driver = std::move(driver), .device = std::move(device)};
  if (known != remembered.end()) view.last = *known;
  views.push_back(std::move(view));
}

Status Scanners::State::open(const ScannerSettings& settings) {
  const std::size_t index = views.size();
  add(settings.name, settings.driver->name, settings.source.where);
  const auto tell = [this, index](auto what) {
    queue.put({index, std::move(what)});
    around.wake();
  };
  const auto show = [this](Glimpse glimpse) {
    viewfinder.put(std::move(glimpse));
    around.wake();
  };
  const auto listen = [this, index, so_far = std::make_shared<HeardTogether>()](const Reading& reading) {
    hear_together(index, *so_far, reading);
  };
  auto source = settings.driver->open(settings.source, {.deliver = listen,
                                                        .trouble = [tell](const Error& error) { tell(error); },
                                                        .ready = [tell] { tell(Ready{}); },
                                                        .glimpse = show});
  if (!source) {
    const Error& error = source.error();
    return Error{error.kind, fmt::format("scanner {}", settings.name), error.sentence()};
  }
  sources.push_back(std::move(source).value());
  return Done{};
}

Heard Scanners::State::hear(const Reading& reading) const {
  return heard_as(reading, around.site != nullptr ? *around.site : anywhere, around.clock.now().date());
}

void Scanners::State::hear_together(std::size_t scanner, HeardTogether& so_far, const Reading& reading) {
  so_far.push_back(hear(reading));
  if (reading.more_follow) return;
  queue.put({scanner, std::exchange(so_far, {})});
  around.wake();
}

void Scanners::State::note(ScannerView& view, const Heard& heard, bool secret) {
  view.last = last_scan(view.name, heard, around.clock.now());
  if (secret) view.last->raw = view.last->meaning = "not kept: somebody signed on";
  if (may_be_enrolment_code(heard.reading.symbol.text)) {
    view.last->raw = view.last->meaning = "not kept: a hub's code";
  }
  view.ready = true;
  view.problem.clear();
  ++view.scans;
  if (around.journal == nullptr) return;
  around.journal->note(fmt::format("scan from {}: {} {} in {:.1f} ms", view.name, view.last->aim, view.last->meaning,
                                   view.last->latency_ms));
}

// A scan that was not taken, or a scanner that was turned away, is no fault of the device.
void Scanners::State::note(ScannerView& view, const Error& error) {
  view.ready = view.ready && (error.kind == ErrorKind::bad_input || error.kind == ErrorKind::refused);
  view.problem = error.sentence();
  if (around.journal != nullptr) around.journal->warn(fmt::format("scanner {}: {}", view.name, view.problem));
}

// Writes at most once a second: what was said last is for looking, not for the books.
void Scanners::State::write_down() {
  const std::int64_t now = around.clock.now().ms;
  std::uint64_t scans = 0;
  std::vector<LastScan> all;
  for (const ScannerView& view : views) {
    scans += view.scans;
    if (view.last) all.push_back(*view.last);
  }
  if (around.memory.empty() || scans == written || now - written_at < write_every_ms) return;
  written = scans;
  written_at = now;
  if (const Status done = write_memory(around.memory, all); !done && around.journal != nullptr)
    around.journal->warn(done.error().sentence());
}

Scanners::Scanners(std::unique_ptr<State> state) : state_(std::move(state)) {}
Scanners::~Scanners() = default;

Result<std::unique_ptr<Scanners>> Scanners::open(const std::vector<ScannerSettings>& settings, Surroundings around) {
  auto state = std::make_unique<State>(std::move(around));
  if (!state->around.memory.empty()) state->remembered = read_memory(state->around.memory);
  state->views.reserve(settings.size() + 1);
  state->add("keyboard", "typed into the window", "");
  state->views.front().ready = true;
  for (const ScannerSettings& one : settings) {
    if (auto opened = state->open(one); !opened) return opened.error();
  }
  return std::unique_ptr<Scanners>(new Scanners(std::move(state)));
}

Scanners::News Scanners::take(bool secret) {
  News news;
  State& s = *state_;
  for (State::Delivery& delivery : s.queue.take()) {
    ScannerView& view = s.views[delivery.scanner];
    ++s.version;
    if (auto* heard = std::get_if<HeardTogether>(&delivery.what)) {
      for (const Heard& one : *heard) s.note(view, one, secret);
      news.scans.push_back(std::move(*heard));
    } else if (const auto* error = std::get_if<Error>(&delivery.what)) {
      s.note(view, *error);
      news.troubles.push_back(fmt::format("Scanner {}: {}", view.name, error->message));
    } else {
      view.ready = true;
      view.problem.clear();
    }
  }
  for (std::size_t i = 0; i < s.sources.size(); ++i) s.views[i + 1].counters = s.sources[i]->counters();
  s.write_down();
  return news;
}

bool Scanners::shown(const std::vector<Reading>& together) {
  HeardTogether heard;
  heard.reserve(together.size());
  for (const Reading& reading : together) heard.push_back(state_->hear(reading));
  return state_->queue.offer({0, std::move(heard)});
}

std::shared_ptr<const CameraPicture> Scanners::camera() const { return state_->viewfinder.newest(); }
const std::vector<ScannerView>& Scanners::views() const { return state_->views; }
std::uint64_t Scanners::version() const { return state_->version; }

}  // namespace dockhand
