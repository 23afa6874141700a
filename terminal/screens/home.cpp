// Where a shift begins: scan anything, or choose what to do.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "terminal/device/hub_state.h"
#include "terminal/flows/bring_back.h"
#include "terminal/flows/half_done.h"
#include "terminal/flows/home_rows.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr const char* how_to_begin =
    "Load your items: plug in a stick with the office's files, scan the hub's code, or run dockhand import.";
constexpr const char* add_places = "add-places";
constexpr int most_lanes_tried = 9;

class Home final : public Screen {
 public:
  explicit Home(const ScreenContext& context) : context_(context) {}

  Status load() override {
    const auto items = context_.views.items(1);
    if (!items) return items.error();
    empty_ = items->empty();
    auto rows = home_rows(context_.views, false);
    if (!rows) return rows.error();
    rows_ = std::move(rows).value();
    for (Row& row : rows_) {  // without a hub nothing waits for it
      const bool hub = context_.hub != nullptr && context_.hub->configured;
      if (row.id == name_of(ScreenId::sync) && !hub) row.value.clear();
    }
    if (Status looked = look_at_places(); !looked) return looked;
    if (empty_ || !missing_.empty()) rows_.insert(rows_.begin(), files_row());
    if (!missing_.empty()) rows_.insert(rows_.begin(), add_places_row());
    number_rows();
    if (Status looked = look_at_totes(); !looked) return looked;
    auto in_part = picked_in_part(context_.views, context_.jobs);
    if (!in_part) return in_part.error();
    in_part_ = std::move(in_part).value();
    if (Status looked = look_at_documents(); !looked) return looked;
    return notices_first();
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "Ready at", .task = "Dockhand", .location = context_.dock.text()};
    page.scan_prompt = "Scan anything";
    const bool told_of_hub = context_.hub != nullptr && !context_.hub->configured && !context_.hub->problem.empty();
    if (empty_) page.strip = told_of_hub ? context_.hub->problem : how_to_begin;
    if (!missing_.empty()) {
      page.strip =
          fmt::format("Goods need a dock and orders a lane: add {places} here, or load your places from a stick.",
                      fmt::arg("places", names_of_missing()));
    }
    page.rows = begun_rows();
    int number = static_cast<int>(rows_.size());  // it stands behind the rows that are always there, whose numbers
                                                  // people remember
    for (Row& row : page.rows) row.number = ++number;
    page.rows.insert(page.rows.end(), rows_.begin(), rows_.end());
    page.numbered = true;
    return page;
  }

  // Where nothing can be known, an unknown code is nobody's mistake.
  Step on_scan(const Scan&, const Found& found) override {
    return empty_ && std::holds_alternative<FoundNothing>(found) ? Step(Warn{how_to_begin}) : Step(NotMine{});
  }

  Step on_tap(std::string_view id) override {
    if (id == add_places) return ask_for_places();
    for (const Jobs::Begun& begun : begun_jobs()) {
      if (id != id_of(begun)) continue;
      return unwanted_in(begun).empty() ? go_on_with(begun) : Step(Open{ScreenId::move, *begun.job.tote});
    }
    return open_home_row(id).value_or(NotMine{});
  }

  Answer on_accepted(const Action& action, const Accepted&) override {
    const auto* import = std::get_if<Import>(&action);
    if (import == nullptr) return {};
    return {.toast = fmt::format("Known now: {places}", fmt::arg("places", names_of(import->rows))),
            .sound = Sound::done};
  }

 private:
  // Nothing can be received at a place that is not known, and no order has a place to wait in without a lane. With a
  // hub, the places come from there.
  Status look_at_places() {
    missing_.clear();
    if (empty_ || (context_.hub != nullptr && context_.hub->configured)) return Done{};
    const auto dock = is_unknown(context_.dock);
    if (!dock) return dock.error();
    if (*dock) missing_.push_back(LocationRow{context_.dock, LocationKind::dock});
    const auto lane = context_.views.lane_of(OrderNumber::parse("any").value());
    if (lane || lane.error().kind != ErrorKind::unknown) return lane ? Status(Done{}) : lane.error();
    for (int i = 1; i <= most_lanes_tried; ++i) {
      const auto name = LocationCode::parse("LANE-" + std::to_string(i)).value();
      const auto unknown = is_unknown(name);
      if (!unknown) return unknown.error();
      if (!*unknown) continue;
      missing_.push_back(LocationRow{name, LocationKind::lane});
      break;
    }
    return Done{};
  }

  Result<bool> is_unknown(const LocationCode& place) {
    Scan scan;
    scan.symbol.text = place.text();
    const auto found = context_.views.identify(scan);
    if (!found) return found.error();
    return std::holds_alternative<FoundNothing>(*found);
  }

  static std::string names_of(const std::vector<ImportRow>& places) {
    std::string names;
    for (const ImportRow& row : places) {
      const auto* place = std::get_if<LocationRow>(&row);
      if (place != nullptr) names += (names.empty() ? "" : " and ") + place->location.text();
    }
    return names;
  }
  std::string names_of_missing() const { return names_of(missing_); }

  Row add_places_row() const {
    return {.id = add_places,
            .title = fmt::format("Add {places}", fmt::arg("places", names_of_missing())),
            .detail = "Where goods are received, and where orders stand until they are sent",
            .icon = Icon::location};
  }

  Question ask_for_places() const {
    Question question{
        fmt::format(
            "Add {places} to the places? Goods are received at a dock, orders stand in a lane until they are sent.",
            fmt::arg("places", names_of_missing())),
        {{.id = add_places, .title = "Add", .then = Do{{Import{missing_}}}}}};
    question.supervisor = true;
    return question;
  }

  static std::string id_of(const Jobs::Begun& begun) { return "begun:" + begun.screen + ":" + begun.about; }

  // With what is no job any more, and is begun by the books.
  std::vector<Jobs::Begun> begun_jobs() const {
    std::vector<Jobs::Begun> all = context_.jobs != nullptr ? context_.jobs->all() : std::vector<Jobs::Begun>();
    for (const Jobs::Begun& one : in_part_) {
      if (context_.jobs == nullptr || context_.jobs->find(one.screen, one.about) == nullptr) all.push_back(one);
    }
    return all;
  }

  // What is not booked yet, whoever began it.
  std::vector<Row> begun_rows() const {
    std::vector<Row> rows;
    for (const Jobs::Begun& begun : begun_jobs()) {
      if (is_over(begun) || begun.screen == name_of(ScreenId::home)) continue;  // what is asked here has its own row
      if (const auto unwanted = unwanted_in(begun); !unwanted.empty()) {
        rows.push_back(tote_to_empty(begun, unwanted));
        continue;
      }
      rows.push_back({.id = id_of(begun),
                      .title = fmt::format("Go on: {title}", fmt::arg("title", title_of(begun.screen))),
                      .detail = fmt::format("{}\n{} · {}", words_begun(begun), state_of(begun),
                                            begun_by(begun, context_.clock.now())),
                      .stripe = Stripe::attention,
                      .icon = Icon::attention});
    }
    return rows;
  }

  // It looks only while one is on its way: the tote may hold what nobody wants any more, or others have emptied it.
  Status look_at_totes() {
    unwanted_.clear();
    totes_.clear();
    const auto begun = begun_jobs();
    if (std::none_of(begun.begin(), begun.end(), [](const auto& one) { return one.job.tote || one.job.cart; })) {
      return Done{};
    }
    auto unwanted = context_.views.to_bring_back();
    if (!unwanted) return unwanted.error();
    unwanted_ = std::move(unwanted).value();
    auto totes = context_.views.totes();
    if (!totes) return totes.error();
    totes_ = std::move(totes).value();
    return Done{};
  }

  // Wherever a notice puts them.
  void number_rows() {
    int number = 0;
    const auto comes_and_goes = [](const Row& row) {
      return row.id == name_of(ScreenId::files) || row.id == add_places;
    };
    for (Row& row : rows_) row.number = comes_and_goes(row) ? 0 : ++number;
    for (Row& row : rows_) row.number = row.number == 0 ? ++number : row.number;
  }

  // How far those are that are done in part.
  Status look_at_documents() {
    documents_.clear();
    for (const Jobs::Begun& begun : begun_jobs()) {
      const auto half = how_far(context_.views, begun.job);
      if (!half) return half.error();
      if (*half) documents_.emplace(id_of(begun), **half);
    }
    return Done{};
  }

  const HalfDone* document_of(const Jobs::Begun& begun) const {
    const auto found = documents_.find(id_of(begun));
    return found == documents_.end() ? nullptr : &found->second;
  }

  // Returns "SO-138: 1 of 2 picked", by the books.
  std::string words_begun(const Jobs::Begun& begun) const {
    const HalfDone* half = document_of(begun);
    return what_is_begun(begun.job, half != nullptr ? half->words : words_of(begun.job));
  }

  // Nothing of it is left to be done.
  bool is_over(const Jobs::Begun& begun) const {
    if (const HalfDone* half = document_of(begun)) return half->over;
    return begun.job.tote && std::any_of(totes_.begin(), totes_.end(), [&](const ToteView& one) {
             return one.tote == *begun.job.tote && one.units.none() && one.unwanted.none();
           });
  }

  // Where something is asked about the tote, that is answered first.
  std::vector<BringBackView> unwanted_in(const Jobs::Begun& begun) const {
    return begun.job.tote && !begun.job.asked ? at_place(unwanted_, *begun.job.tote) : std::vector<BringBackView>{};
  }

  // With what of a cart is to be put back.
  std::string what_is_begun(const Job& job, const std::string& words) const {
    const std::string back = job.cart ? words_of(on_cart(unwanted_, *job.cart)) : "";
    return words + (back.empty() ? "" : "\n" + back);
  }

  // It does not go into a lane: it is emptied first.
  static Row tote_to_empty(const Jobs::Begun& begun, const std::vector<BringBackView>& unwanted) {
    return {.id = id_of(begun),
            .title = fmt::format("Put back from {tote}", fmt::arg("tote", begun.job.tote->text())),
            .detail = words_of(unwanted),
            .stripe = Stripe::attention,
            .icon = Icon::attention};
  }

  // What is on a pallet is booked: only the pallet is not done with.
  const char* state_of(const Jobs::Begun& begun) const {
    if (const HalfDone* half = document_of(begun)) return half->left;
    return begun.job.onto && !begun.job.holds_work() && !begun.job.asked ? "not put away yet" : "not booked yet";
  }

  // Returns what the row of the screen says, or the screen's own name: "Receive".
  static std::string title_of(const std::string& screen) {
    for (std::size_t i = 0; i < screens().size(); ++i) {
      const auto& home = screens()[i].home;
      if (home && screen == name_of(static_cast<ScreenId>(i))) return home->title;
    }
    // It says the same as the button that leads there.
    if (screen == name_of(ScreenId::cluster) || screen == name_of(ScreenId::totes)) return "Several";
    return capitalised(screen);
  }

  static Step go_on_with(const Jobs::Begun& begun) {
    for (std::size_t i = 0; i < screens().size(); ++i) {
      const auto screen = static_cast<ScreenId>(i);
      if (begun.screen != name_of(screen)) continue;
      const auto resumed_by = screens()[i].resumed_by;
      if (resumed_by != nullptr) return Open{screen, resumed_by(begun.about, begun.job)};
      if (const auto asked_on = target_of(screen, begun.about)) return Open{screen, *asked_on};
    }
    return Warn{"This program cannot go on with it"};
  }

  // A screen that begins nothing has none: a question on it was not answered, and a person who wants it asks again
  // there.
  static std::optional<Target> target_of(ScreenId screen, const std::string& about) {
    if (screen == ScreenId::why) {
      const auto line = OrderLine::parse(about);
      return line ? std::optional<Target>(*line) : std::nullopt;
    }
    if (screen == ScreenId::item) {
      const auto item = ItemCode::parse(about);
      return item ? std::optional<Target>(*item) : std::nullopt;
    }
    return screens()[static_cast<std::size_t>(screen)].home ? std::optional<Target>(Target()) : std::nullopt;
  }

  // Where there are no items it is what begins.
  static Row files_row() {
    const HomeEntry& home = *info_of(ScreenId::files).home;
    return {.id = name_of(ScreenId::files), .title = home.title, .detail = home.detail, .icon = home.icon};
  }

  // What has to be told is not left below the list's edge.
  Status notices_first() {
    const auto sync = context_.views.sync();
    if (!sync) return sync.error();
    if (sync->notices == 0) return Done{};
    const auto notices =
        std::find_if(rows_.begin(), rows_.end(), [](const Row& row) { return row.id == name_of(ScreenId::notices); });
    if (notices == rows_.end()) return Done{};
    notices->stripe = Stripe::attention;
    notices->icon = Icon::attention;
    std::rotate(rows_.begin(), notices, notices + 1);
    return Done{};
  }

  ScreenContext context_;
  std::vector<Row> rows_;
  std::vector<BringBackView> unwanted_;
  std::vector<ToteView> totes_;
  std::vector<Jobs::Begun> in_part_;           // orders that are begun by the books alone
  std::map<std::string, HalfDone> documents_;  // that are done in part, by the ids of their rows
  bool empty_ = false;                         // there are no items
  std::vector<ImportRow> missing_;             // the places without which nothing comes in or goes out
};

}  // namespace

ScreenInfo describe_home() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
    return std::make_unique<Home>(context);
  }};
}

}  // namespace dockhand
