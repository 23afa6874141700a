#include "terminal/station/scanners.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <variant>

namespace dockhand {
namespace {

constexpr std::size_t max_waiting = 1000;
constexpr std::int64_t write_every_ms = 1000;

struct Ready {};
struct Heard {
  std::size_t scanner;  // in the views
  std::variant<Reading, Error, Ready> what;
};

// Between the sources' threads and the UI's.
class Queue {
 public:
  // Waits for room; after `close` it drops.
  void put(Heard heard) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return closed_ || held_.size() < max_waiting; });
    if (!closed_) held_.push_back(std::move(heard));
  }
  std::deque<Heard> take() {
    const std::lock_guard lock(mutex_);
    room_.notify_all();
    return std::exchange(held_, {});
  }
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    room_.notify_all();
  }

 private:
  std::mutex mutex_;  // guards all below
  std::condition_variable room_;
  std::deque<Heard> held_;  // at most max_waiting
  bool closed_ = false;
};

// The newest picture of any camera; older ones are forgotten.
class Viewfinder {
 public:
  using Clock = std::chrono::steady_clock;

  void put(Glimpse glimpse) {
    auto picture = std::make_shared<CameraPicture>();
    picture->width = glimpse.picture.width;
    picture->height = glimpse.picture.height;
    picture->levels = std::move(glimpse.picture.pixels);
    picture->codes.resize(glimpse.codes.size());
    for (std::size_t i = 0; i < glimpse.codes.size(); ++i)
      std::transform(glimpse.codes[i].begin(), glimpse.codes[i].end(), picture->codes[i].begin(), [](const Point& p) {
        return CameraPicture::Corner{p.x, p.y};
      });
    const std::lock_guard lock(mutex_);
    newest_ = std::move(picture);
    put_ = Clock::now();
  }
  std::shared_ptr<const CameraPicture> newest() const {
    static constexpr std::chrono::seconds silence{1};
    const std::lock_guard lock(mutex_);
    return Clock::now() - put_ < silence ? newest_ : nullptr;
  }

 private:
  mutable std::mutex mutex_;  // guards all below
  std::shared_ptr<const CameraPicture> newest_;
  Clock::time_point put_;
};

}  // namespace

struct Scanners::State {
  explicit State(Surroundings surroundings) : around(std::move(surroundings)) {}
  ~State();

  void add(std::string name, std::string driver, std::string device);
  Status open(const ScannerSettings& settings);
  void note(std::size_t scanner, const Reading& reading);
  void write_down();
  void sum_up() const;

  Surroundings around;
  const Site anywhere;  // no rules but those that every site agrees on
  std::vector<LastScan> remembered;
  std::vector<ScannerView> views;
  std::uint64_t version = 0;
  std::uint64_t written = 0;  // the scans that the file tells of
  std::int64_t written_at = 0;
  Queue queue;
  Viewfinder viewfinder;
  std::vector<std::unique_ptr<Source>> sources;  // of the views after the first; last: they use the queue
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
  auto source = settings.driver->open(settings.source, {.deliver = [tell](const Reading& reading) { tell(reading); },
                                                        .trouble = [tell](const Error& error) { tell(error); },
                                                        .ready = [tell] { tell(Ready{}); },
                                                        .glimpse =
                                                            [this](Glimpse glimpse) {
                                                              viewfinder.put(std::move(glimpse));
                                                              around.wake();
                                                            }});
  if (!source) {
    const Error& error = source.error();
    return Error{error.kind, fmt::format("scanner {}", settings.name), error.sentence()};
  }
  sources.push_back(std::move(source).value());
  return Done{};
}

void Scanners::State::note(std::size_t scanner, const Reading& reading) {
  ScannerView& view = views[scanner];
  view.last = last_scan(view.name, reading, around.site != nullptr ? *around.site : anywhere, around.clock.now());
  view.ready = true;
  view.problem.clear();
  ++view.scans;
  ++version;
  if (around.journal != nullptr) {
    around.journal->note(fmt::format("scan from {}: {} {} in {:.1f} ms", view.name, view.last->aim, view.last->meaning,
                                     view.last->latency_ms));
  }
}

// At most once a second: what was said last is for looking, not for the books.
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

Scanners::News Scanners::take() {
  News news;
  State& s = *state_;
  for (Heard& heard : s.queue.take()) {
    ScannerView& view = s.views[heard.scanner];
    if (const auto* reading = std::get_if<Reading>(&heard.what)) {
      s.note(heard.scanner, *reading);
      news.scans.push_back({reading->symbol, *view.last});
    } else if (const auto* error = std::get_if<Error>(&heard.what)) {
      // A scan that was not taken, or a scanner that was turned away, is no fault of the device.
      view.ready = view.ready && (error->kind == ErrorKind::bad_input || error->kind == ErrorKind::refused);
      view.problem = error->sentence();
      news.troubles.push_back(fmt::format("Scanner {}: {}", view.name, error->message));
      if (s.around.journal != nullptr) s.around.journal->warn(fmt::format("scanner {}: {}", view.name, view.problem));
      ++s.version;
    } else {
      view.ready = true;
      view.problem.clear();
      ++s.version;
    }
  }
  for (std::size_t i = 0; i < s.sources.size(); ++i) s.views[i + 1].counters = s.sources[i]->counters();
  s.write_down();
  return news;
}

void Scanners::typed(const Reading& reading) { state_->note(0, reading); }

std::shared_ptr<const CameraPicture> Scanners::camera() const { return state_->viewfinder.newest(); }
const std::vector<ScannerView>& Scanners::views() const { return state_->views; }
std::uint64_t Scanners::version() const { return state_->version; }

}  // namespace dockhand
