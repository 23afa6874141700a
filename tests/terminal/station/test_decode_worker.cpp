#include <sys/wait.h>

#include <cerrno>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>

#include "scanner/image/picture_file.h"
#include "scanner/worker/decode_serve.h"
#include "scanner/worker/decode_worker.h"
#include "scanner/worker/decoder_options.h"
#include "terminal/cli/picture_json.h"
#include "tests/support/png_file.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

constexpr std::uint8_t aborts = 1, hangs = 2, spins = 3, allocates = 4, exits = 5, stands_still = 9, well = 200;

struct Fixture {
  void setUp() {}
  void tearDown() {}

  static WorkerSettings faulty() {
    WorkerSettings settings;
    settings.command = {DOCKHAND_FAULTY_DECODER};
    settings.time_limit = std::chrono::milliseconds(500);
    return settings;
  }
  static Picture frame(std::uint8_t what) {
    Picture picture(64, 48, 7);
    picture.pixels.front() = what;
    return picture;
  }
  // No child is left, neither running nor waiting to be reaped.
  static bool childless() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }
  static FrameLook patient(DecodeWorker& worker, std::uint8_t what) { return worker.look(frame(what).view()); }

  DecodeWorker worker{faulty()};
};

}  // namespace

TEST(what_the_worker_sees_comes_back_byte_for_byte) {
  const FrameLook look = patient(worker, well);
  REQUIRE(look.looked);
  REQUIRE_FALSE(look.lost);
  REQUIRE(look.symbols.size() == 1);
  REQUIRE(look.symbols[0].symbology == Symbology::code128);
  REQUIRE(look.symbols[0].aim == "]C1");
  REQUIRE(look.symbols[0].text == std::string("10L\x1d\0", 5) + "7");
  REQUIRE(look.symbols[0].corners[0] == Point{-1, 2});
  REQUIRE_FALSE(patient(worker, stands_still).looked);
}

TEST(a_frame_that_kills_the_worker_is_lost_and_the_next_one_is_read) {
  for (const std::uint8_t fault : {aborts, exits, aborts}) {
    REQUIRE(patient(worker, fault).lost);
    REQUIRE(patient(worker, well).symbols.size() == 1);
  }
  REQUIRE(worker.respawns() == 3);
}

TEST(a_worker_that_hangs_or_spins_is_ended_in_time) {
  for (const std::uint8_t fault : {hangs, spins}) {
    const auto begin = std::chrono::steady_clock::now();
    REQUIRE(patient(worker, fault).lost);
    REQUIRE(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
    REQUIRE(patient(worker, well).symbols.size() == 1);
  }
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(a_worker_that_wants_all_the_memory_does_not_get_it) {
  REQUIRE(patient(worker, allocates).lost);
  REQUIRE(patient(worker, well).symbols.size() == 1);
}
#endif

TEST(no_child_is_left_behind) {
  {
    DecodeWorker many(faulty());
    for (int i = 0; i < 20; ++i) REQUIRE(patient(many, aborts).lost);
    REQUIRE_FALSE(patient(many, well).lost);
    REQUIRE_FALSE(childless());
  }
  REQUIRE(childless());
}

TEST(one_worker_looks_at_many_frames) {
  for (int i = 0; i < 1000; ++i) REQUIRE(patient(worker, well).symbols.size() == 1);
  REQUIRE(worker.respawns() == 0);
}

TEST(frames_of_changing_sizes_and_strides_arrive_whole) {
  const Picture large(400, 300, 42);
  REQUIRE(worker.look(large.view().crop(100, 100, 31, 17)).symbols.at(0).text.ends_with("42"));
  REQUIRE(worker.look(large.view()).symbols.at(0).text.ends_with("42"));
  REQUIRE_FALSE(worker.look({}).lost);
}

TEST(a_frame_that_is_too_large_is_lost_without_harm) {
  WorkerSettings settings = faulty();
  settings.max_pixels = 64 * 48;
  DecodeWorker small(settings);
  REQUIRE(small.look(Picture(65, 48, well).view()).lost);
  REQUIRE_FALSE(patient(small, well).lost);
}

TEST(a_worker_that_cannot_be_started_loses_frames_and_nothing_else) {
  WorkerSettings settings;
  settings.command = {"/nowhere/at/all"};
  DecodeWorker none(settings);
  REQUIRE(patient(none, well).lost);
  REQUIRE(patient(none, well).lost);
  REQUIRE(childless());
}

TEST(the_program_reads_a_label_in_its_worker_mode) {
  WorkerSettings settings;
  settings.command = {DOCKHAND_PROGRAM, "decode-worker"};
  settings.time_limit = std::chrono::seconds(20);
  DecodeWorker real(settings);
  const auto label = load_picture(std::string(DOCKHAND_LABELS_DIR) + "/po-7001.png");
  REQUIRE(label.ok());
  const FrameLook look = real.look(label->view());
  REQUIRE_FALSE(look.lost);
  REQUIRE(look.symbols.size() == 1);
  REQUIRE(look.symbols[0].text == "PO-7001");
}

TEST(the_program_unpacks_a_picture_file_in_its_worker_mode) {
  WorkerSettings settings = still_worker();
  settings.command.front() = DOCKHAND_PROGRAM;
  DecodeWorker real(settings);
  const std::string file = std::string(DOCKHAND_LABELS_DIR) + "/po-7001.png";
  const auto bytes = read_picture_file(file);
  REQUIRE(bytes.ok());
  const auto picture = real.unpack(*bytes, file);
  REQUIRE(picture.ok());
  REQUIRE(picture->pixels == load_picture(file)->pixels);
  REQUIRE(real.look(picture->view()).symbols.at(0).text == "PO-7001");
  const auto none = real.unpack(std::vector<std::uint8_t>{'n', 'o'}, "none.png");
  REQUIRE_FALSE(none.ok());
  REQUIRE(none.error().place == "none.png");
  REQUIRE(none.error().message == read_picture(std::vector<std::uint8_t>{'n', 'o'}, "").error().message);
  REQUIRE(real.respawns() == 0);
}

TEST(the_switches_of_the_reader_reach_the_worker) {
  SourceOptions options([] {
    auto all = still_options();
    for (const OptionSpec& one : process_options()) all.push_back(one);
    return all;
  }());
  REQUIRE(options.set("upce", false).ok());
  REQUIRE(options.set("budget_ms", std::int64_t{7}).ok());
  const auto arguments = arguments_of(still_options(), options);
  REQUIRE(arguments ==
          std::vector<std::string>{"--no-upce", "--no-code39-full-ascii", "--no-itf-any-length", "--budget-ms=7"});
  WorkerSettings settings = still_worker(arguments);
  settings.command.front() = DOCKHAND_PROGRAM;
  DecodeWorker real(settings);
  REQUIRE_FALSE(real.look(Picture(64, 64, 200).view()).lost);
  REQUIRE_FALSE(reader_settings(options).upce);
  REQUIRE(reader_settings(options).budget == std::chrono::milliseconds(7));
}

TEST(a_picture_that_ends_the_worker_is_told_and_the_next_one_is_read) {
  const auto file =
      std::filesystem::temp_directory_path() / ("dockhand-picture-" + std::to_string(::getpid()) + ".png");
  const auto told = [&](std::uint8_t what) {
    test::save_png(file, frame(what));
    return picture_json(file.string(), worker, *Date::parse("2026-11-22"));
  };
  for (const std::uint8_t fault : {aborts, hangs}) {
    const auto lost = told(fault);
    REQUIRE(lost.at("error").at("message") == "the reading process failed on this picture");
    REQUIRE(lost.at("error").at("place") == file.string());
    const auto read = told(well);
    REQUIRE_FALSE(read.contains("error"));
    REQUIRE(read.at("symbols").size() == 1);
    REQUIRE(read.at("width") == 64);
  }
  std::filesystem::remove(file);
}

TEST(what_a_look_costs_the_worker_is_known) {
  WorkerSettings settings = still_worker();
  settings.command.front() = DOCKHAND_PROGRAM;
  DecodeWorker real(settings);
  REQUIRE(real.cpu().count() == 0);
  REQUIRE_FALSE(real.look(Picture(320, 240, 200).view()).lost);
  REQUIRE(real.cpu().count() > 0);
  REQUIRE(real.look(Picture(9000, 9000).view()).lost);  // more pixels than a file may have
  REQUIRE(real.cpu().count() == 0);
}

TEST(bytes_that_are_no_symbols_are_not_believed) {
  Symbol symbol;
  symbol.text = std::string(Symbol::max_text, 'x');
  std::vector<std::uint8_t> bytes(answer_bytes);
  bytes.resize(write_symbols({symbol, symbol}, bytes));
  REQUIRE(read_symbols(bytes).value().size() == 2);
  REQUIRE_FALSE(read_symbols({bytes.data(), bytes.size() - 1}).has_value());
  constexpr unsigned seed = 20261122;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::size_t refused = 0;
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::uint8_t> noise(random() % 200);
    for (auto& byte : noise) byte = static_cast<std::uint8_t>(random());
    const auto read = read_symbols(noise);
    if (!read) ++refused;
    if (read)
      for (const Symbol& one : *read) REQUIRE(one.text.size() <= Symbol::max_text);
  }
  REQUIRE(refused > 1900);
}

TEST(an_answer_that_is_full_keeps_the_first_symbols) {
  Symbol symbol;
  symbol.text = std::string(Symbol::max_text, 'x');
  std::vector<std::uint8_t> room(20'000);
  room.resize(write_symbols(std::vector(10, symbol), room));
  REQUIRE(read_symbols(room).value().size() == 2);
}
