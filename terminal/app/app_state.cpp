// The App: its inputs, its frame, and what App offers.
#include "terminal/app/app_state.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/app/aim.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

// What must not be missed wins over what came before it.
int weight(Sound sound) {
  switch (sound) {
    case Sound::none: return 0;
    case Sound::accepted: return 1;
    case Sound::done: return 2;
    case Sound::attention: return 3;
    case Sound::refused: return 4;
  }
  return 0;
}

WorkPage unreadable_page(const Error& error) {
  WorkPage page;
  page.instruction.verb = "The books cannot be read";
  page.instruction.name = error.message;
  page.strip = error.sentence();
  page.actions = {back_button()};
  return page;
}

// The screen's own page with the question in its strip, and nothing else to press. The answers are rows, or buttons
// where the finger was on the rows last, so that no answer lies where it was. What the page listed stays below them:
// the answer may book it.
WorkPage question_page(WorkPage page, const Question& question, bool rows, bool no_is_row, const std::string& words) {
  page.strip = words;
  page.help = true;
  page.scan_prompt.clear();
  page.actions.clear();
  page.by_card.clear();
  for (Row& row : page.rows) {
    row.id.clear();
    if (row.stripe == Stripe::active) row.stripe = Stripe::none;  // the list is not scrolled away from the answers
  }
  const Button no{.id = "no", .label = question.no, .icon = Icon::back};
  if (rows) {
    page.list_heading = "Choose one";
    page.numbered = !question.is_yes_or_no();
    for (Row& row : page.rows) row.number = Row::no_number;  // it is below the answers, and is none of them
    std::vector<Row> answers;
    for (const Choice& choice : question.choices) {
      answers.push_back({.id = choice.id, .title = choice.title, .detail = choice.detail, .icon = choice.icon});
    }
    if (no_is_row) answers.push_back({.id = "no", .title = question.no, .icon = Icon::back});
    if (question.is_yes_or_no()) {
      for (Row& answer : answers) answer.number = Row::no_number;
    }
    if (!no_is_row) page.actions = {no};
    if (!question.list) answers.insert(answers.end(), page.rows.begin(), page.rows.end());
    page.rows = std::move(answers);
    return page;
  }
  page.actions = {no};
  for (const Choice& choice : question.choices) {
    page.actions.push_back({.id = choice.id, .label = choice.title, .icon = choice.icon});
  }
  page.actions.back().role = ButtonRole::warning;
  return page;
}

KeypadPage keypad_page(const AskNumber& asked, const std::string& typed, const std::string& note) {
  KeypadPage page{asked.title, asked.subject, typed, asked.unit + note, {}};
  page.actions = {back_button(),
                  {.id = "confirm", .label = "Confirm", .icon = Icon::check, .role = ButtonRole::primary}};
  return page;
}

KeypadPage text_page(const AskText& asked, const MultiTap& typed, const std::string& note) {
  KeypadPage page = keypad_page(AskNumber{asked.title, asked.subject, asked.unit}, typed.text(), note);
  page.keys = typed.letters() ? Keypad::letters : Keypad::digits;
  return page;
}

RefusalPage refusal_page(RefusalPage page, int blocked) {
  if (blocked > 0) page.advice += fmt::format("\n{} since: not booked.", counted(blocked, "scan", "scans"));
  return page;
}

}  // namespace

App::State::State(LedgerThread& books, Views& reader, const Clock& time, AppSettings chosen, std::function<void()> wake)
    : ledger(books),
      views(reader),
      clock(time),
      settings(std::move(chosen)),
      inbox(std::make_shared<Inbox>(std::move(wake))),
      stamp(time, settings.operator_name) {
  read_jobs();
  open(ScreenId::home, {});
  used_at = clock.now();
  if (settings.health != nullptr) look_at = Instant{used_at.ms + health_after.count()};
  if (settings.door != nullptr) sign_off({});
  refresh();
}

void App::State::take(Input input) {
  used_at = clock.now();
  const std::uint64_t before = said;
  const Page shown = subject_of(frame.page);
  if (inputs.size() >= max_inputs) {
    say(ToastKind::refused, "Too fast: this scan was not booked");
    sound_now(Sound::refused);
  } else {
    inputs.push_back(std::move(input));
  }
  work_off();
  write_jobs();
  const bool was_read = toast_since && used_at.ms - toast_since->ms >= time_to_read.count();
  if (was_read && said == before && !is_same_subject(shown, page())) end_seen_toast();  // it is of the page before
  refresh();
}

void App::State::work_off() {
  while (!waits_for_ledger() && !inputs.empty() && unsafe.size() < max_together) {
    const Input input = std::move(inputs.front());
    inputs.pop_front();
    overtaken = false;
    if (ledger.version() != version) {
      const Page shown = page();
      load_top();
      overtaken = !is_same_subject(shown, page());
    }
    std::visit([this](const auto& one) { handle(one); }, input);
    go_on_here();
    keep_jobs();
  }
  if (!waits_for_ledger() && !safe()) flush();
}

std::chrono::milliseconds App::State::time_of(const Toast& told) {
  const std::size_t length = told.text.size();
  return toast_time + toast_time_each * (length > read_at_a_glance ? length - read_at_a_glance : 0);
}

bool App::State::tick() {
  for (const Reply& reply : inbox->take()) {
    std::visit([this](const auto& one) { take(one); }, reply);
    keep_jobs();  // it may have raised a question
  }
  work_off();
  const Instant now = clock.now();
  const auto over = [&](const std::optional<Instant>& since, std::chrono::milliseconds time) {
    return since && now.ms - since->ms >= time.count();
  };
  if (toast && over(toast_since, time_of(*toast))) {
    toast_since.reset();
    toast.reset();
    changed = true;
  }
  if (flash_since) changed = true;
  if (over(flash_since, flash_time)) flash_since.reset();
  // While an answer is on its way the screen is loaded with it.
  if (!waits_for_ledger() && ledger.version() != version) {
    load_top();
    keep_jobs();  // a question may be another one now
  }
  write_jobs();
  sign_off_when_idle(now);
  end_lock(now);
  if (look_at && now >= *look_at && !waits_for_ledger()) look_at_health();
  if (changed || wall_clock(now) != frame.status.time) refresh();
  return safe() && std::exchange(changed, false);
}

void App::State::load_top() {
  version = ledger.version();
  const Job begun = top().screen->job();
  const Status loaded = top().screen->load();
  top().unreadable = loaded.ok() ? std::nullopt : std::optional(loaded.error());
  if (const auto read = views.sync(); read.ok()) sync = *read;
  if (top().screen->job() != begun) close_question();
  check_question();
  changed = true;
}

void App::State::refresh() {
  if (!safe()) return;
  frame.status = status();
  frame.page = page();
  frame.secret = sign_on.has_value();
  frame.toast = toast;
  const auto lit = [&] { return static_cast<float>(clock.now().ms - flash_since->ms); };
  frame.flash = flash_since ? std::max(0.0F, 1.0F - lit() / static_cast<float>(flash_time.count())) : 0.0F;
  changed = true;
}

StatusBar App::State::status() {
  StatusBar bar;
  bar.place_and_person = settings.dock.text() + (sign_on ? "" : " · " + settings.operator_name.text());
  bar.queue = sync.pending;
  bar.hub_configured = hub.configured;
  bar.online = hub.online && hub.problem.empty();
  bar.battery = power.battery;
  bar.time = wall_clock(clock.now());
  if (hub.configured && !hub.online) {
    bar.offline_text = fmt::format("Offline since {} · {} waiting", wall_clock(hub.offline_since), sync.pending);
  } else if (hub.configured && !bar.online) {
    bar.offline_text = fmt::format("Nothing goes to the hub · {} waiting", sync.pending);
  }
  return bar;
}

Page App::State::page() const {
  const Layer& layer = layers.back();
  if (sign_on) return sign_on_page();
  if (help) return *help;
  if (const auto* keypad = std::get_if<NumberPad>(&overlay))
    return keypad_page(keypad->asked, keypad->typed, keypad->note);
  if (const auto* pad = std::get_if<TextPad>(&overlay)) return text_page(pad->asked, pad->typed, pad->note);
  if (const auto* pad = std::get_if<SearchPad>(&overlay)) return search_page(*pad);
  if (const auto* refusal = std::get_if<RefusalOverlay>(&overlay))
    return refusal_page(refusal->refused.page, refusal->blocked);
  if (const auto* retry = std::get_if<Retry>(&overlay)) return retry->page;
  if (layer.unreadable) return unreadable_page(*layer.unreadable);
  if (const auto* asked = std::get_if<OpenQuestion>(&overlay)) {
    const std::string words = asked->question.words + asked->below;
    return question_page(layer.screen->page(), asked->question, asked->rows, asked->no_is_row,
                         asked->from.empty() ? words : fmt::format("Begun by {}: {}", asked->from, words));
  }
  WorkPage shown = layer.screen->page();
  shown.help = true;
  shown.search = !shown.scan_prompt.empty() && can_search();
  offer_undo(shown);
  if (settings.door != nullptr && layer.id == ScreenId::home) {
    shown.actions.push_back(common_button(buttons::sign_off));
  }
  return shown;
}

void App::State::say(ToastKind kind, std::string text) {
  ++answered;
  ++said;
  toast = Toast{kind, std::move(text)};
  toast_since = clock.now();
  changed = true;
}

// What the frame shows was there before the person typed; what has come meanwhile stays.
void App::State::end_seen_toast() {
  if (!toast || !frame.toast || frame.toast->text != toast->text) return;
  toast.reset();
  toast_since.reset();
}

void App::State::dismiss_toast() {
  toast.reset();
  toast_since.reset();
  flash_since.reset();
}

void App::State::sound_now(Sound next) {
  if (next != Sound::none) ++answered;
  if (weight(next) > weight(sound)) sound = next;
}

App::App(LedgerThread& ledger, Views& views, const Clock& clock, AppSettings settings, std::function<void()> wake)
    : state_(std::make_unique<State>(ledger, views, clock, std::move(settings), std::move(wake))) {}

App::~App() { state_->inbox->close(); }

void App::tap(std::string_view id) { state_->take(State::Tap{std::string(id), state_->frame.page}); }
void App::scan(const HeardTogether& together) {
  const Page& aimed = state_->frame.page;
  const Instant now = state_->clock.now();
  if (together.size() == 1) return state_->take(State::Read{together.front(), aimed, now});
  state_->take(State::InPicture{together, aimed, now});
}
void App::back() { tap("back"); }

void App::set_hub(const HubState& state) {
  state_->hub = state;
  state_->refresh();
}

std::uint64_t App::asked_hub() const { return state_->asked_hub; }

void App::set_power(const Power& power) { state_->set_power(power); }

void App::warn(std::string text) {
  state_->say(ToastKind::attention, std::move(text));
  state_->sound_now(Sound::attention);
  state_->refresh();
}

void App::show_camera(std::shared_ptr<const CameraPicture> picture) {
  const auto* page = std::get_if<WorkPage>(&state_->frame.page);
  state_->changed |= page != nullptr && !page->scan_prompt.empty();
  state_->frame.camera = std::move(picture);
}

void App::people_are(Door* door) { state_->people_are(door); }
void App::refresh() { state_->refresh(); }

bool App::tick() { return state_->tick(); }
bool App::idle() const {
  return !state_->waits_for_ledger() && state_->inputs.empty() && state_->safe() && !state_->searching.busy();
}
const Frame& App::frame() const { return state_->frame; }
const char* App::screen() const { return name_of(state_->top().id); }
Sound App::take_sound() { return state_->safe() ? std::exchange(state_->sound, Sound::none) : Sound::none; }

}  // namespace dockhand
