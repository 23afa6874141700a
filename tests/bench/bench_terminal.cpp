// How quick and how frugal the terminal is: the first frame, frames of every kind of page, a search among 10,000 rows,
// a scan until its answer is safe, and what the program costs while nobody does anything.
//
// bench_terminal --help says what it takes.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "scanner/meaning/parse.h"
#include "terminal/cli/command_line.h"
#include "terminal/draw/surface.h"
#include "terminal/search/search.h"
#include "terminal/station/station.h"
#include "terminal/window/window.h"
#include "tests/bench/bench_arguments.h"
#include "tests/bench/bench_folder.h"
#include "tests/support/terminal/gallery.h"

namespace {

using namespace dockhand;
namespace fs = std::filesystem;
using Watch = std::chrono::steady_clock;

constexpr const char* usage =
    "bench_terminal [--only PART] [PROGRAM]\n"
    "  PROGRAM  dockhand: its start is measured as well\n"
    "  --only   frames, search, scans, start or idle; idle needs a DISPLAY\n"
    "  --pictures FOLDER  what a camera sees while nobody does anything: .build/release/assets/labels\n"
    "  --screen FILE  of `Xvfb -fbdir FOLDER`: the start until its window can be seen is measured there";

double ms_since(Watch::time_point begin) {
  return std::chrono::duration<double, std::milli>(Watch::now() - begin).count();
}
double cpu_ms() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void tell(const char* what, std::vector<double> ms) {
  std::sort(ms.begin(), ms.end());
  const auto at = [&](double part) { return ms[static_cast<std::size_t>(part * static_cast<double>(ms.size() - 1))]; };
  std::printf("%-44s p50 %7.2f ms   p99 %7.2f ms   (%zu)\n", what, at(0.5), at(0.99), ms.size());
}

// --- frames ------------------------------------------------------------------------------------------------------

Frame long_list() {
  WorkPage page;
  page.instruction = {.verb = "What is where", .task = "Look up"};
  for (int i = 0; i < 10'000; ++i) {
    page.rows.push_back({.id = "row:" + std::to_string(i),
                         .title = "Bearing 6204-2RS, sealed, number " + std::to_string(i),
                         .detail = "BRG-6204 at A-01-1",
                         .value = std::to_string(i)});
  }
  page.actions = {test::back()};
  return {test::status_bar(), page, {}, 0};
}

void frames(int width, int height) {
  Display display;
  display.width = width;
  display.height = height;
  display.scale = Scale::of_display(width, height);
  auto pages = test::realistic();
  pages.emplace_back("10,000 rows", long_list());
  for (const auto& [name, frame] : pages) {
    Renderer renderer(display);
    renderer.draw(frame, {});
    const int count = name == "10,000 rows" ? 20 : 200;
    std::vector<double> ms;
    for (int i = 0; i < count; ++i) {
      Pointing pointing;
      pointing.scroll = static_cast<float>(i);
      const double begin = cpu_ms();
      renderer.draw(frame, pointing);
      renderer.picture();
      ms.push_back(cpu_ms() - begin);
    }
    tell((std::to_string(width) + "x" + std::to_string(height) + " frame CPU, " + name).c_str(), std::move(ms));
  }
}

// --- search ------------------------------------------------------------------------------------------------------

void search() {
  std::vector<SearchRow> rows;
  for (int i = 0; i < 10'000; ++i) {
    const std::string number = std::to_string(i);
    rows.push_back(
        {SearchRow::Kind::item, "BRG-" + number, "Bearing of steel, number " + number, "0590123412" + number});
  }
  const SearchIndex index(std::move(rows));
  std::vector<double> ms;
  for (int round = 0; round < 20; ++round) {
    for (const char* typed : {"b", "be", "bea", "2327", "bearing 77", "steel 1234", "05901234", "zzz"}) {
      const auto begin = Watch::now();
      static_cast<void>(index.find(typed, 50));
      ms.push_back(ms_since(begin));
    }
  }
  tell("a key of a search in 10,000 rows", std::move(ms));
}

// --- scans -------------------------------------------------------------------------------------------------------

void scans(const fs::path& folder) {
  const SystemClock clock;
  StationOptions options;
  options.database = folder / "scans.db";
  options.demo = true;
  auto station = Station::open(options, clock, [] {});
  if (!station) return void(std::fprintf(stderr, "%s\n", station.error().sentence().c_str()));
  const auto scan = [&](const char* text) {
    (*station)->scan({typed_symbol(text), text});
    (*station)->settle();
  };
  scan("PO-7001");
  std::vector<double> ms;
  for (int i = 0; i < 24; ++i) {
    const auto begin = Watch::now();
    scan("5901234123457");
    ms.push_back(ms_since(begin));
  }
  tell("scan to durable answer", std::move(ms));
}

// --- the program -------------------------------------------------------------------------------------------------

pid_t start(const std::vector<std::string>& words) {
  std::fflush(nullptr);  // or the child says once more what was told before
  const pid_t child = ::fork();
  if (child != 0) return child;
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  static_cast<void>(std::freopen("/dev/null", "w", stdout));
  ::execv(arguments[0], arguments.data());
  std::_Exit(127);
}

void first_frame(const std::string& program, const fs::path& folder) {
  std::ofstream(folder / "first.ui") << "expect \"Ready at\"\n";
  std::vector<double> ms;
  for (int i = 0; i < 10; ++i) {
    const auto begin = Watch::now();
    const pid_t child = start({program, "script", folder / "first.ui", "--db", folder / "scans.db"});
    int status = 0;
    ::waitpid(child, &status, 0);
    if (status == 0) ms.push_back(ms_since(begin));
  }
  if (!ms.empty()) tell("exec to first frame and end, offscreen", std::move(ms));
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The server writes what it shows into a file.
void first_window(const std::string& program, const fs::path& folder, const fs::path& screen) {
  constexpr double too_long_ms = 10'000;
  std::vector<double> ms;
  for (int i = 0; i < 10; ++i) {
    const std::string before = bytes_of(screen);
    const auto begin = Watch::now();
    const pid_t child = start({program, "run", "--demo", "--db", folder / "scans.db"});
    while (bytes_of(screen) == before && ms_since(begin) < too_long_ms) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    if (ms_since(begin) < too_long_ms) ms.push_back(ms_since(begin));
    ::kill(child, SIGTERM);
    ::waitpid(child, nullptr, 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  if (!ms.empty()) tell("exec to first frame, in a window", std::move(ms));
}

struct Cost {
  double cpu_ms = 0;
  long wake_ups = 0, kilobytes = 0;
};

long number_after(const std::string& file, const std::string& name) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(name)) return std::stol(line.substr(name.size()));
  }
  return 0;
}

// Returns the cost of this process.
Cost cost_now() {
  Cost cost;
  cost.kilobytes = number_after("/proc/self/status", "VmRSS:");
  for (const auto& thread : fs::directory_iterator("/proc/self/task")) {
    cost.wake_ups += number_after(thread.path().string() + "/status", "voluntary_ctxt_switches:");
    std::ifstream in(thread.path() / "stat");
    std::string word;
    for (int i = 1; i <= 15 && in >> word; ++i) {
      if (i >= 14) cost.cpu_ms += std::stod(word) * 1000 / static_cast<double>(::sysconf(_SC_CLK_TCK));
    }
  }
  return cost;
}

void tell_memory(const char* what) {
  std::printf("%-44s %.1f MB resident\n", what, static_cast<double>(cost_now().kilobytes) / 1024);
}

void sit_still(const Window& window) {
  constexpr int seconds = 10;
  std::this_thread::sleep_for(std::chrono::seconds(5));
  const Cost before = cost_now();
  const std::uint64_t frames_before = window.frames();
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  const Cost after = cost_now();
  std::printf("idle for %d s: CPU %.2f %%, %.1f wake-ups a second, %llu frames\n", seconds,
              (after.cpu_ms - before.cpu_ms) / (10.0 * seconds),
              static_cast<double>(after.wake_ups - before.wake_ups) / seconds,
              static_cast<unsigned long long>(window.frames() - frames_before));
  ::raise(SIGTERM);  // SDL makes it the end of the window
}

// A window with its books, and a camera whose pictures come from a folder.
int live(const fs::path& folder, const std::string& pictures) {
  const SystemClock clock;
  const auto window = Window::open({});
  if (!window) return std::fprintf(stderr, "%s\n", window.error().sentence().c_str()), 1;
  {
    Surface surface{Display{}};
    surface.show(test::home(), 0);
    static_cast<void>(surface.picture());
    tell_memory("a window and a page");
  }
  StationOptions options;
  options.database = folder / "idle.db";
  options.demo = true;
  {
    const auto books = Station::open(options, clock, [] {});
    if (!books) return std::fprintf(stderr, "%s\n", books.error().sentence().c_str()), 1;
    tell_memory("with books");
  }
  const Driver* camera = driver_named("image");
  if (!pictures.empty()) options.scanners.push_back({"camera", camera, camera->settings(pictures)});
  Window& shown = **window;
  const auto station = Station::open(options, clock, [&shown] { shown.wake(); });
  if (!station) return std::fprintf(stderr, "%s\n", station.error().sentence().c_str()), 1;
  std::thread still([&] {
    std::this_thread::sleep_for(std::chrono::seconds(2));
    tell_memory(pictures.empty() ? "with a station" : "with a station, a camera's pictures and a decoder");
    sit_still(shown);
  });
  shown.run(**station);
  still.join();
  return 0;
}

void idle(const fs::path& folder, const std::string& pictures) {
  if (std::getenv("DISPLAY") == nullptr) return void(std::printf("idle: no DISPLAY, not measured\n"));
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    const int code = live(folder, pictures);
    std::fflush(stdout);
    std::_Exit(code);
  }
  ::waitpid(child, nullptr, 0);
}

}  // namespace

int main(int argc, char** argv) {
  // A station starts the program it runs in once more, to look at pictures.
  if (argc > 1 && std::string(argv[1]) == "decode-worker") return run_command_line(argc, argv);
  bench::Arguments arguments(argc, argv, usage);
  const std::string only = arguments.part({"frames", "search", "scans", "start", "idle"});
  const std::string screen = arguments.value("--screen"), pictures = arguments.value("--pictures");
  const std::string program = arguments.word();
  arguments.done();
  const auto wanted = [&](const char* part) { return only.empty() || only == part; };
  const bench::Folder folder(fs::temp_directory_path(), "bench-terminal");
  if (wanted("frames")) {
    for (const auto& [width, height] : {std::pair{480, 800}, {1280, 800}}) frames(width, height);
  }
  if (wanted("search")) search();
  if (wanted("scans") || wanted("start")) scans(folder.path());
  if (!program.empty() && wanted("start")) first_frame(program, folder.path());
  if (!program.empty() && !screen.empty() && wanted("start")) first_window(program, folder.path(), screen);
  if (wanted("idle")) idle(folder.path(), pictures);
}
