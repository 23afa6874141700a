#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "scanner/image/picture_file.h"
#include "scanner/source/source.h"
#include "scanner/source/wedge.h"
#include "tests/support/pictures/label_pictures.h"
#include "tests/support/png_file.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {
    folder = std::filesystem::temp_directory_path() / ("dockhand-wedge-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
  }
  void tearDown() { std::filesystem::remove_all(folder); }

  Wedge wedge(WedgeSettings settings = {}) {
    return Wedge([this](const Reading& r) { symbols.push_back(r.symbol); },
                 [this](const Error& e) { troubles.push_back(e); }, std::move(settings));
  }

  Result<std::unique_ptr<Source>> open(const char* driver, const std::filesystem::path& where,
                                       const std::vector<std::pair<const char*, OptionValue>>& options = {}) {
    SourceEvents events;
    events.deliver = [this](const Reading& r) { symbols.push_back(r.symbol); };
    events.trouble = [this](const Error& e) { troubles.push_back(e); };
    SourceSettings settings = driver_named(driver)->settings(where.string());
    for (const auto& [name, value] : options) REQUIRE(settings.options.set(name, value).ok());
    return driver_named(driver)->open(settings, events);
  }

  std::filesystem::path folder;
  std::vector<Symbol> symbols;
  std::vector<Error> troubles;
};
}  // namespace

TEST(a_scan_ends_at_its_terminator_and_never_before) {
  Wedge typed = wedge();
  typed.type("DOC");
  typed.type("K-1");
  REQUIRE(symbols.empty());
  REQUIRE(typed.pending() == "DOCK-1");
  typed.type("\n");
  REQUIRE(symbols.size() == 1);
  REQUIRE(symbols[0].text == "DOCK-1");
  REQUIRE(typed.pending().empty());
}

TEST(fast_scans_do_not_run_together) {
  wedge().type("A\rB\tC\r\nD\n\n\nE\n");
  REQUIRE(symbols.size() == 5);
  REQUIRE(symbols[4].text == "E");
}

TEST(the_aim_identifier_is_split_off) {
  wedge().type("]C10104012345678901{GS}10L\n");
  REQUIRE(symbols[0].aim == "]C1");
  REQUIRE(symbols[0].symbology == Symbology::code128);
  REQUIRE(symbols[0].text ==
          "0104012345678901\x1d"
          "10L");
}

TEST(a_scanners_own_substitute_for_gs_is_taken) {
  WedgeSettings settings;
  settings.gs_substitute = "^]";
  wedge(settings).type("10L^]21S\n");
  REQUIRE(symbols[0].text ==
          "10L\x1d"
          "21S");
}

TEST(other_terminators_can_be_set) {
  WedgeSettings settings;
  settings.terminators = ";";
  wedge(settings).type("A\tB;C;");
  REQUIRE(symbols.size() == 2);
  REQUIRE(symbols[0].text == "A\tB");
}

TEST(a_scan_that_is_too_short_is_not_taken_and_said) {
  WedgeSettings settings;
  settings.min_length = 4;
  settings.prefix = "~";
  wedge(settings).type("~ABC\n~ABCD\n~]C1AB\n");
  REQUIRE(symbols.size() == 1);
  REQUIRE(symbols[0].text == "ABCD");
  REQUIRE(troubles.size() == 2);
}

TEST(an_endless_scan_is_dropped_whole_and_reported) {
  Wedge typed = wedge();
  for (int i = 0; i < 100; ++i) typed.type(std::string(1000, 'x'));
  REQUIRE(typed.pending().size() < 40'000);
  typed.type("\nDOCK-1\n");
  REQUIRE(symbols.size() == 1);
  REQUIRE(symbols[0].text == "DOCK-1");
  REQUIRE(troubles.size() == 1);
}

TEST(what_was_typed_for_another_window_can_be_forgotten) {
  Wedge typed = wedge();
  typed.type("secret");
  typed.clear();
  typed.type("A\n");
  REQUIRE(symbols[0].text == "A");
}

TEST(every_driver_of_the_list_can_be_found) {
  REQUIRE(drivers().size() >= 2);
  for (const Driver& driver : drivers()) REQUIRE(driver_named(driver.name) == &driver);
  REQUIRE(driver_named("telepathy") == nullptr);
}

TEST(a_file_can_stand_for_a_wedge) {
  const auto file = folder / "typed.txt";
  std::ofstream(file) << "PO-7001\n4006381333931\nlast";
  auto source = open("wedge", file);
  REQUIRE(source.ok());
  source.value()->wait();
  REQUIRE(symbols.size() == 3);
  REQUIRE(symbols[2].text == "last");
  REQUIRE_FALSE(open("wedge", folder / "none").ok());
}

TEST(a_folder_of_pictures_is_a_source) {
  std::filesystem::copy_file(std::string(DOCKHAND_LABELS_DIR) + "/po-7001.png", folder / "1.png");
  std::ofstream(folder / "2.png") << "no picture";
  std::filesystem::copy_file(std::string(DOCKHAND_LABELS_DIR) + "/tape-50.png", folder / "3.png");
  auto source = open("image", folder, {{"worker", false}});
  REQUIRE(source.ok());
  source.value()->wait();
  REQUIRE(symbols.size() == 2);
  REQUIRE(symbols[0].text == "PO-7001");
  REQUIRE(symbols[1].text == "8712345678906");
  REQUIRE(troubles.size() == 1);
  REQUIRE_FALSE(open("image", folder / "none").ok());
}

TEST(a_line_that_is_given_up_is_dropped_up_to_its_end_however_late) {
  Wedge typed = wedge();
  typed.type("590123");
  typed.give_up("late");
  typed.give_up("late");
  typed.type("4123457\nB\n");
  REQUIRE(symbols.size() == 1);
  REQUIRE(symbols[0].text == "B");
  REQUIRE(troubles.size() == 1);
}

TEST(between_two_lines_there_is_nothing_to_give_up) {
  Wedge typed = wedge();
  typed.give_up("late");
  typed.type("A\n");
  REQUIRE(symbols.size() == 1);
  REQUIRE(troubles.empty());
}

TEST(a_line_without_its_prefix_is_no_scan) {
  WedgeSettings settings;
  settings.prefix = "~";
  wedge(settings).type("~A\nB\n~\n~~C\n");
  REQUIRE(symbols.size() == 2);
  REQUIRE(symbols[1].text == "~C");
  REQUIRE(troubles.size() == 1);
}

TEST(a_folder_of_pictures_can_be_played_as_a_camera) {
  for (const char* name : {"1.png", "2.png", "3.png", "4.png"})
    std::filesystem::copy_file(std::string(DOCKHAND_LABELS_DIR) + "/po-7001.png", folder / name);
  const auto source = open("image", folder, {{"fps", std::int64_t{30}}, {"worker", false}});
  REQUIRE(source.ok());
  source.value()->wait();
  REQUIRE(symbols.size() == 1);  // it stayed in view
  REQUIRE(source.value()->counters().frames == 4);
}

TEST(two_labels_with_one_text_count_as_the_settings_say) {
  const Picture label = *load_picture(std::string(DOCKHAND_LABELS_DIR) + "/po-7001.png");
  Picture both(label.width, 2 * label.height);
  test::put(both, label, 0, 0);
  test::put(both, label, 0, label.height);
  for (int frame = 10; frame < 30; ++frame)  // a slow machine may need several for the second label
    test::save_png(folder / (std::to_string(frame) + ".png"), both);
  for (const auto& [twins, scans] : {std::pair("one", 1U), std::pair("each", 2U)}) {
    symbols.clear();
    const auto source =
        open("image", folder, {{"fps", std::int64_t{30}}, {"worker", false}, {"twins", std::string(twins)}});
    REQUIRE(source.ok());
    source.value()->wait();
    REQUIRE(symbols.size() == scans);
  }
}
