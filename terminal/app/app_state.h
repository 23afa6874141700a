// The App's inside. Included by the .cpp files of this room only.
//
// One input is worked on at a time: while a command is being committed, what comes in waits in `inputs`, in order, so
// that a screen always decides on what the books say. When more inputs wait, the commit is not flushed by itself: the
// next input is decided on it, and one flush makes the whole burst safe. Until then the frame and the sounds stand
// still, so that nothing is shown that a power cut could take back.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "terminal/app/app.h"
#include "terminal/app/code_in_view.h"
#include "terminal/app/inbox.h"
#include "terminal/app/multi_tap.h"
#include "terminal/app/search_pad.h"
#include "terminal/app/sign_on.h"
#include "terminal/app/stamp.h"
#include "terminal/kit/cards.h"
#include "terminal/kit/help.h"
#include "terminal/kit/label.h"
#include "terminal/kit/lone_code.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/people/door.h"
#include "terminal/search/search_reader.h"

namespace dockhand {

struct App::State {
  // A person scans at most a few codes a second, a commit takes milliseconds; beyond this a scan is refused aloud.
  static constexpr std::size_t max_inputs = 1000;
  // Bookings that share one flush, at most: it bounds how long the first of them waits for the last.
  static constexpr std::size_t max_together = 64;
  static constexpr std::size_t max_depth = 12;  // screens on the stack; the oldest above home is dropped
  static constexpr std::size_t max_digits = 7;
  // How long a toast stands: what is more than a line takes its time to be read.
  static constexpr std::chrono::milliseconds toast_time{2000}, toast_time_each{50};
  static constexpr std::size_t read_at_a_glance = 40;  // bytes
  static constexpr std::chrono::milliseconds flash_time{350}, time_to_read{500};
  static constexpr std::chrono::milliseconds health_after{1500};  // the first frame does not wait for it
  static constexpr std::chrono::milliseconds double_read{400};    // of one code

  // A tap, and a card that answers, count for the frame that the person saw.
  struct Tap {
    std::string id;
    Page aimed;
  };
  struct Read {
    Heard heard;
    Page aimed;
    Instant at;
  };
  // Several codes of one picture. `rest`: one of them was meant, and these may only complete its label.
  struct InPicture {
    HeardTogether codes;
    Page aimed;
    Instant at;
    bool rest = false;
  };
  using Input = std::variant<Tap, Read, InPicture>;
  using Booking = std::vector<Command>;  // of one `Do`: all or nothing

  struct Layer {
    ScreenId id;
    Target target;
    std::unique_ptr<Screen> screen;
    std::optional<Error> unreadable{};  // load() failed
    bool has_booked = false;            // by the last yes here, which took nothing back
    std::uint64_t booking_count = 0;    // of all screens, when it was opened or has booked last
    // Its job as it was kept last.
    std::string about{};
    Job kept{};
  };

  // What lies over the top screen; one at a time.
  struct NumberPad {
    AskNumber asked;
    std::string typed;
    std::optional<Question> question{};  // that is answered by typing its number
    std::string opened_by{};
    std::string note{};  // who has typed, and when
  };
  // `own`: it is the App's, not the screen's. Where its answers lie is decided once, by where the finger was when it
  // was asked: in rows, or in the bar; `no_is_row`: also the one that answers no.
  // `from` has begun what it is about, where that is somebody else. `left` is what cannot be asked again: it is told
  // until somebody has read it.
  struct OpenQuestion {
    Question question;
    bool own = false;
    bool rows = false, no_is_row = false;
    std::string from{};
    std::string opened_by{};
    std::optional<Job::OverScreen> left{};
    std::string below{};  // of which places the books would have fewer than none after it, as they are now
  };
  struct TextPad {
    AskText asked;
    MultiTap typed;
    std::string opened_by{};
    std::string note{};
  };
  struct RefusalOverlay {
    Refuse refused;
    int blocked = 0;  // scans since: answered aloud, not taken
  };
  // The disk did not take it: the same commands again, under the same ids.
  struct Retry {
    RefusalPage page;
    std::vector<Booking> unsafe;  // the screens know of these already
    Booking unanswered;
  };
  using Overlay = std::variant<std::monostate, NumberPad, TextPad, SearchPad, OpenQuestion, RefusalOverlay, Retry>;
  // Where the finger was last: the answers to a question never lie there.
  enum class Finger { nowhere, list, bar, back };

  // What the scan being worked on was; for pages that have to say it.
  struct Scanned {
    std::string name, code;
    std::optional<std::pair<Scan, Found>> scan;  // empty for a tap
    bool by_hand = false;                        // it was typed, or chosen from what a search had found
  };

  State(LedgerThread& books, Views& reader, const Clock& time, AppSettings chosen, std::function<void()> wake);

  // app_state.cpp: inputs and the frame
  void take(Input input);
  void work_off();
  bool tick();
  void refresh();
  void load_top();
  StatusBar status();
  Page page() const;
  void say(ToastKind kind, std::string text);
  static std::chrono::milliseconds time_of(const Toast& told);
  void end_seen_toast();  // it would lie over what is typed
  void dismiss_toast();   // no toast, no green frame: something else has the word
  void sound_now(Sound next);

  // app_input.cpp: what an input means
  void handle(const Tap& tap);
  void handle(const Read& read);
  bool is_taken_as_card(const Read& read, const Card* card);
  void take_unread(const Read& read);
  void press_card(const Card& card, const Page& aimed);
  bool is_double(const Read& read);
  void read_twice(const Card& card);
  void read_again();
  void press(const std::string& id);
  void press_on_page(const std::string& id);  // the screen on top takes it
  void press_keypad(NumberPad& keypad, const std::string& id);
  void press_keypad(TextPad& keypad, const std::string& id);
  void confirm(const NumberPad& keypad, Quantity number);
  void take_number(Quantity number);
  void scan_on_top(const MeantScan& meant);
  void not_again(const std::string& code);
  bool says_what_is_begun();
  void take_scan(const MeantScan& meant);
  Result<MeantScan> meaning_of(const Scan& scan);
  Result<std::optional<LoneCode>> lone_code(const Scan& scan, const Found& found);
  void route(const Scan& scan, const Found& found);
  void route_by_notice(const std::string& asn);
  static std::string name_of_found(const Found& found);
  void ask_whose(const Scan& scan);
  void ask_which_item(const std::string& text);

  // app_picture.cpp: several codes in one picture
  void handle(const InPicture& picture);
  void take_meant(const InPicture& picture, const Heard& meant, std::size_t times);
  void answer_lone_codes(const InPicture& picture);
  void complete_label(const InPicture& picture);
  std::vector<CodeInView> candidates(const HeardTogether& codes);
  void choose_code(const InPicture& picture, const std::vector<CodeInView>& codes);
  void several_in_view();
  void take_code(const Scan& scan);

  // app_refusals.cpp: the red page
  static bool is_expected_on(const Screen& screen, const Found& found, const Scan* scan);
  // What was scanned, where it was an item or the like, and whether the person saw the red page then.
  struct Meant {
    const Scan* scan;
    bool over_refusal;
  };
  bool blocked(const Found& found, const Meant& meant);
  bool blocked() { return blocked(FoundNothing{}, {nullptr, false}); }
  std::optional<UnknownCode> can_be_given(const Scan& scan) const;
  void give_what_was_refused();
  static bool is_row_number(const Scan& scan);
  RefusalPage unknown_here(const Scan& scan) const;
  void tell_what_was_entered(RefusalPage& page) const;

  // app_help.cpp: what the screen wants, and what the terminal is set to
  void press_help();
  bool takes_digits() const;
  HelpFor cards_taken() const;
  std::string what_undo_does() const;
  bool closes_help();
  void press_card_of_help(const Card& card);
  void carry_out(const Prefer& wanted);
  ScreenContext context() const;

  // app_start.cpp: what the terminal itself may be unfit for
  void look_at_health();
  void set_power(const Power& now);
  bool begins_too_late(ScreenId id, const Target& target);

  // app_search.cpp: what cannot be scanned
  void open_search();
  void take(const SearchReader::Read& read);
  void press_keypad(SearchPad& keypad, const std::string& id);
  void find_typed(SearchPad& pad);
  void take_hit(const SearchRow& hit);
  void take_typed(const std::string& text);
  void take_typed(const Scan& scan, const Result<MeantScan>& meant);
  bool can_search() const;

  // app_people.cpp: who works
  Page sign_on_page() const;
  void sign_off(std::string note);
  void sign_off_when_idle(Instant now);
  void end_lock(Instant now);
  bool scan_badge(const Read& read);
  void come(const Person& person);
  bool a_supervisor_has_pin() const;
  std::string why_not_allowed(const Person& person, bool has_pin) const;
  void press_sign_on(const std::string& id);
  void press_sign_on(const Card& card);
  void forget_pin();
  void leave_sign_on();
  void people_are(Door* door);
  void take_pin(const std::string& pin);
  void refuse_pin(std::string why);
  void signed_on(const std::string& user);
  std::string said_of_begun(const OperatorName& was) const;
  void hand_over(const std::string& from);
  bool needs_supervisor(const Question& question, const Choice& choice) const;
  void ask_supervisor(const Question& question, const Choice& choice, bool own);
  void allow();

  // app_undo.cpp: the last booking, where the screen has none of its own
  void undo_before();
  bool has_last_booking() const;
  std::optional<Question> ask_to_undo_of_another(const Step& step);
  bool asks_before_undo(const Step& step);
  bool is_undone_just_now();
  std::optional<Question> ask_about_booking(const std::string& id) const;
  bool is_of_this_sitting(Instant at) const;
  void close_undo();
  void forget_recalled();
  void look_for_undo();
  void offer_undo(WorkPage& page) const;
  bool is_from_before(const Do& done) const;
  Answer told_of_undo(const Action& action, const Accepted& outcome);
  void tell_others(const Action& action, const Accepted& outcome);

  // app_cards.cpp: printed cards
  void press(const Card& card, const Page& aimed);
  bool answers_what_was_read(const Card& card) const;
  bool presses_nothing(const Card& card) const;
  Found known_in_books(const Read& read);
  bool refuse_two_meanings(const Card& card, const Found& found);
  bool refuse_badge(const Person& person, const Found& found, const Card* card);
  bool asks_yes_or_no() const;
  void go_to(const std::string& name);
  void choose(std::size_t number, const Page& aimed);
  void list_answers();
  std::string what_comes_first() const;
  void type_digit(const std::string& digit);
  void type_number(const std::string& digits);

  // app_questions.cpp: what is asked, and its one answer
  void ask(Question question, bool own = false);
  void ask_what_can_be(Question question, bool own);
  void ask_to_throw_typed(const std::string& typed, const AskNumber& about);
  void answer_over_pad(bool throws);
  bool try_out(const Question& question);
  void answer(const std::string& id);
  void answered_no(const Question& question, bool own);
  void bring_about(const Consequence& then, const std::string& id);
  void ask_to_leave(const std::string& to, const Open& open);
  void ask_to_throw_away();
  void discard();
  void check_question();
  void close_question();
  void ask_anew(const Do& asked, const Changed& changed);
  bool is_turned_away(const Found& found) const;
  void unexpected(const Scan& scan, const Found& found);

  // app_jobs.cpp: what is begun is kept, and found again
  void read_jobs();
  void recover(Layer& layer);
  void go_on_here();
  void keep_jobs();
  bool is_written_by_booking(const Layer& layer) const;
  void keep_job(const Layer& layer, const std::string& about, const Job& job);
  void write_jobs();
  std::optional<Job::OverScreen> asked_now() const;
  static std::optional<Job::OverScreen> kept_of(const Overlay& over);
  void ask_again();
  bool asks_at_start_again(const Job::OverScreen& asked);
  Step tap_again(const std::string& id);
  void type_again(const Job::OverScreen& asked);
  void ask_question_again(const Job::OverScreen& asked);
  void tell_unanswered(const Job::OverScreen& asked);
  JobRow job_row(const Layer& layer, const Job& job) const;

  // app_steps.cpp: what a screen asked for, and what the ledger answered
  void carry_out(Step step);
  void carry_out(const Open& open);
  void carry_out(Do asked);
  void refuse(Refuse refused);
  void leave();
  void open(ScreenId id, const Target& target);
  Layer begin(ScreenId id, const Target& target) const;
  void submit(Booking commands);
  void submit_again(Retry retry);
  void flush();
  void take(const LedgerThread::Answers& answers);
  void take(const Status& flushed);
  void take(const Tried& tried);
  void accepted(const std::vector<Outcome>& outcomes);
  void refused(const Refused& refused);
  void failed(const Error& error);

  Layer& top() { return layers.back(); }
  const Layer& top() const { return layers.back(); }
  bool waits_for_ledger() const { return !in_flight.empty() || !again.empty() || flushing || trying; }
  // What the screens know may be shown: a power cut cannot take it. A booking in flight may be in what they read.
  bool safe() const { return unsafe.empty() && (in_flight.empty() || in_flight_until == Flush::now); }

  LedgerThread& ledger;
  Views& views;
  const Clock& clock;
  AppSettings settings;
  HubState hub;
  std::uint64_t asked_hub = 0;
  Power power;
  std::optional<Instant> look_at;  // when the parts are looked at; empty: they were, or somebody works already
  std::shared_ptr<Inbox> inbox;
  Stamp stamp;

  std::vector<Layer> layers;  // home first; never empty
  Overlay overlay;
  std::optional<Overlay> pad_below;    // the question is whether what is typed on it is thrown away
  std::optional<SignOn> sign_on;       // over all of them
  std::optional<WorkPage> help;        // over all of them but signing on
  Page help_over;                      // what it tells of
  Instant used_at;                     // when somebody did something last
  std::optional<Instant> sat_down_at;  // when who works here signed on
  std::uint64_t booking_count = 0;     // that all screens have given
  std::optional<Instant> undone_at;    // when an undo was booked last
  std::deque<Input> inputs;
  Booking in_flight;                // being committed; empty: nothing is
  std::optional<Do> doing;          // what they are
  bool takes_back = false;          // the screen on top is one of work, and there is a last booking
  std::optional<Session> recalled;  // the booking that was asked about last, for an undo that no screen knows
  Flush in_flight_until = Flush::now;
  std::vector<Booking> unsafe;  // committed and answered, not yet flushed
  std::vector<Booking> again;   // being committed once more after the disk failed
  bool flushing = false;
  std::optional<OpenQuestion> trying;  // is asked once it is known that its yes would be taken
  Finger finger = Finger::nowhere;
  std::string last_read;  // the code that came last, and when
  Instant last_read_at{};
  bool last_read_completed = false;  // it was the lot or the like that a label waited for
  bool overtaken = false;            // what came from elsewhere has changed what the page is about, unseen by who scans
  std::string turned_away;           // the code that led to the screen on top, or was not taken, and when
  Instant turned_away_at{};
  std::string pressed;  // the button or row that the top screen heard of last
  Jobs jobs;
  std::optional<Job::OverScreen> answering;  // by what is in flight
  std::optional<Job::OverScreen> recovered;  // of the job that is being gone on with
  std::string recovered_from;                // who has begun it, where that is somebody else
  std::set<std::string> kept_over_restart;   // jobs that were read at the start and not gone on with yet
  std::string recovered_at_start;            // what was said then, for who signs on first
  std::vector<JobRow> unwritten;             // of the jobs
  std::shared_ptr<std::atomic<bool>> unkept = std::make_shared<std::atomic<bool>>(false);  // a job could not be written
  Scanned scanned;
  SearchReader searching;
  std::uint64_t answered = 0;  // counts what was said, seen or heard
  std::uint64_t said = 0;      // counts toasts

  std::uint64_t version = 0;  // of the books, when the top screen was loaded last
  SyncView sync;
  std::optional<Toast> toast;
  std::optional<Instant> toast_since, flash_since;
  Sound sound = Sound::none;
  Frame frame;
  bool changed = true;  // since the last tick
};

}  // namespace dockhand
