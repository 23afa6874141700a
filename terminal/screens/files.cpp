// The office's files from a stick: which one, what it would change, and yes.
//
// Nothing is begun here: until the yes nothing of a file is booked.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/office_files.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

using State = FileReport::State;

class FilesScreen final : public Screen {
 public:
  explicit FilesScreen(const ScreenContext& context) : context_(context) {}

  Status load() override {
    look();
    return Done{};
  }

  WorkPage page() const override {
    const FileReport report = here();
    return report.state == State::nothing ? list_page() : report_page(report);
  }

  Expected expects() const override { return "nothing: choose a file by touch or by its number"; }

  Step on_tap(std::string_view id) override {
    if (context_.files == nullptr) return NotMine{};
    const FileReport report = here();
    if (report.busy()) return id == "back" ? Step(Warn{"Wait until the file is read"}) : Step(NotMine{});
    if (report.state == State::nothing) return choose(id);
    if (id == "back") {
      path_.clear();
      look();
      return Stay{};
    }
    if (id == "save") return UseFile{path_, UseFile::How::save_report};
    if (id == "take") return ask(report);
    return NotMine{};
  }

  Step on_answer(std::string_view id) override {
    if (id == "book") return UseFile{path_, UseFile::How::book};
    if (id == "good") return UseFile{path_, UseFile::How::book_good_rows};
    UseFile again{path_};
    if (id == "dmy" || id == "mdy") again.dates = id;
    if (id == "." || id == ",") again.decimal = id;
    return again.dates.empty() && again.decimal.empty() ? Step(NotMine{}) : Step(again);
  }

 private:
  void look() {
    if (context_.files != nullptr) files_ = context_.files->list();
  }
  // Returns the report of the file that was chosen here. When there is none, it is empty.
  FileReport here() const {
    if (context_.files == nullptr || path_.empty()) return {};
    FileReport report = context_.files->report();
    return report.path == path_ ? report : FileReport{};
  }

  WorkPage list_page() const {
    WorkPage page;
    page.instruction = {.verb = "Which file of the office?", .task = "Files"};
    page.empty_text = "No stick is plugged in, or it has no file of the office: CSV, Excel (.xlsx), X12 or EDIFACT.";
    for (std::size_t i = 0; i < files_.size(); ++i) {
      page.rows.push_back({.id = "file:" + std::to_string(i),
                           .title = files_[i].name,
                           .detail = files_[i].stick + " · " + files_[i].size,
                           .icon = Icon::order});
    }
    page.numbered = true;
    page.actions = {back_button(), common_button(buttons::look_again)};
    return page;
  }

  WorkPage report_page(const FileReport& report) const {
    WorkPage page;
    page.instruction = {.verb = verb_of(report), .task = "Files", .name = report.name};
    page.strip = strip_of(report);
    if (report.state == State::tried && report.question == FileQuestion::none) page.rows = changes_of(report);
    if (report.state == State::booked) {
      page.rows.push_back({.title = report.outcome, .stripe = Stripe::done, .icon = Icon::check});
    }
    for (const std::string& error : report.errors) {
      page.rows.push_back({.title = error, .stripe = Stripe::attention, .icon = Icon::attention});
    }
    for (const std::string& found : report.found) page.rows.push_back({.title = found, .icon = Icon::order});
    page.empty_text = report.busy() ? "It goes on while others scan." : report.outcome;
    page.actions = {back_button()};
    if (report.busy()) return page;
    page.actions.push_back(common_button(buttons::save_report));
    if (const std::string label = label_of(report); !label.empty()) {
      page.actions.push_back(worded_button(buttons::take, label, ButtonRole::primary));
    }
    return page;
  }

  static std::string verb_of(const FileReport& report) {
    switch (report.state) {
      case State::reading: return "Reading ...";
      case State::booking: return "Importing ...";
      case State::booked: return "Imported";
      case State::failed: return "Not imported";
      default: return "Tried out: nothing is booked yet";
    }
  }
  static std::string strip_of(const FileReport& report) {
    if (report.anew) return "The books have changed: nothing was booked. Look again at what it would change now.";
    if (report.question == FileQuestion::days) return report.sample + " can be read in two ways.";
    if (report.question == FileQuestion::decimal_mark) return report.sample + " can be read in two ways.";
    return report.state == State::failed ? report.outcome : "";
  }
  static std::string label_of(const FileReport& report) {
    if (report.state != State::tried) return "";
    if (report.question != FileQuestion::none) return "Say which";
    if (report.created + report.changed + report.beside == 0) return "";
    return report.refused == 0 ? "Import" : "Import good";
  }

  static std::vector<Row> changes_of(const FileReport& report) {
    std::vector<Row> rows;
    const auto add = [&](const char* title, std::size_t count, Icon icon, Stripe stripe = Stripe::none) {
      rows.push_back({.title = title, .value = std::to_string(count), .stripe = stripe, .icon = icon});
    };
    add("New", report.created, Icon::check);
    add("Changed", report.changed, Icon::check);
    add("As it is already", report.unchanged, Icon::stock);
    add("Only in the books", report.gone, Icon::stock);
    const bool bad = report.refused > 0;
    add("Refused", report.refused, bad ? Icon::attention : Icon::check, bad ? Stripe::attention : Stripe::none);
    return rows;
  }

  Step choose(std::string_view id) {
    if (id == "again") {
      look();
      return Stay{};
    }
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (id != "file:" + std::to_string(i)) continue;
      path_ = files_[i].path;
      return UseFile{path_};
    }
    return NotMine{};
  }

  // What a person says yes to is what was tried out.
  static Step ask(const FileReport& report) {
    if (report.state != State::tried) return NotMine{};
    if (report.question == FileQuestion::days) {
      return Question{.words = fmt::format("{}: what stands first?", report.sample),
                      .choices = {{.id = "dmy", .title = "The day"}, {.id = "mdy", .title = "The month"}},
                      .list = true};
    }
    if (report.question == FileQuestion::decimal_mark) {
      return Question{.words = fmt::format("{}: what is the decimal mark?", report.sample),
                      .choices = {{.id = ".", .title = "The point"}, {.id = ",", .title = "The comma"}},
                      .list = true};
    }
    const bool whole = report.refused == 0;
    std::string words =
        fmt::format("Import {} new and {} changed {} of {}", report.created, report.changed, report.kind, report.name);
    words += whole
                 ? "?"
                 : ", and leave " + counted(static_cast<std::int64_t>(report.refused), "bad one", "bad ones") + " out?";
    return Question{.words = std::move(words),
                    .choices = {{.id = whole ? "book" : "good", .title = "Import", .supervisor = true}}};
  }

  ScreenContext context_;
  std::vector<StickFile> files_;
  std::string path_;  // the file that was chosen; empty: none
};

}  // namespace

ScreenInfo describe_files() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<FilesScreen>(context);
          },
          .home = HomeEntry{"Files", "The office's files, from a stick", Icon::order, nullptr, true}};
}

}  // namespace dockhand
