// A terminal without a hub, as the program that a person starts: the office works beside it with files alone.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

#include "storage/import/columns/people.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

constexpr int most_looks = 3000;  // a tenth of a second apart: nothing but a file that never comes takes so long

// This is `dockhand run` without a display. It ends with the object.
class RunningTerminal {
 public:
  RunningTerminal(const fs::path& folder, const std::string& database) {
    process_ = ::fork();
    if (process_ != 0) return;
    const int log = ::open((folder / "said").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(log, STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    ::setenv("SDL_AUDIODRIVER", "dummy", 1);
    ::setenv("XDG_CONFIG_HOME", (folder / "config").c_str(), 1);
    ::execl(DOCKHAND_PROGRAM, "dockhand", "--db", database.c_str(), "run", nullptr);
    ::_exit(127);
  }
  ~RunningTerminal() { kill_now(); }
  RunningTerminal(const RunningTerminal&) = delete;
  RunningTerminal& operator=(const RunningTerminal&) = delete;

  void kill_now() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(std::exchange(process_, -1), nullptr, 0);
  }
  bool lives() const { return ::kill(process_, 0) == 0 && ::waitpid(process_, nullptr, WNOHANG) == 0; }

 private:
  pid_t process_ = -1;
};

struct Fixture {
  void setUp() {
    std::ofstream(folder / "dockhand.toml")
        << "dock = \"DOCK-1\"\ndraw = \"software\"\n[files]\nin = \"" << (folder / "in").string() << "\"\nout = \""
        << (folder / "out").string() << "\"\n";
  }
  void tearDown() {}

  // A careful office does it in this way: under another name until the file is whole.
  void leave(const std::string& name, const std::string& text) const {
    fs::create_directories(folder / "in");
    std::ofstream(folder / "in" / (name + ".part"), std::ios::binary) << text;
    fs::rename(folder / "in" / (name + ".part"), folder / "in" / name);
  }
  bool comes(const std::string& file, const RunningTerminal& terminal) const {
    for (int looks = 0; looks < most_looks; ++looks) {
      if (fs::exists(folder / file)) return true;
      if (!terminal.lives()) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    FAIL_CHECK(file << " did not come; the terminal said: " << content("said"));
    return false;
  }
  std::string content(const std::string& file) const {
    std::ifstream in(folder / file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  int run(const std::string& arguments) const {
    const std::string command = std::string("'") + DOCKHAND_PROGRAM + "' --db '" + db + "' " + arguments + " > '" +
                                (folder / "out.txt").string() + "' 2>&1 < /dev/null";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::int64_t lines_of(const std::string& order) const {
    return static_cast<std::int64_t>(
        Views::open(db).value()->order_lines(OrderNumber::parse(order).value()).value().size());
  }

  TemporaryFolder folder;
  std::string db = (folder / "dock.db").string();
};

const std::string orders = "order,line,customer,item,quantity,promised\nSO-1,1,ACME,BOLT,4,2026-12-01\n";

}  // namespace

TEST(the_office_leaves_files_for_a_terminal_that_works_alone_and_finds_what_became_of_them) {
  const RunningTerminal terminal(folder / "", db);
  leave("items.csv", "item,name\nBOLT,Bolt M8\n");
  leave("customers.csv", "customer,name\nACME,Acme\n");
  REQUIRE(comes("in/done/items.csv", terminal));
  REQUIRE(comes("in/done/customers.csv", terminal));
  leave("orders.csv", orders);
  leave("wrong.csv", "order,line,customer,item,quantity,promised\nSO-2,1,ACME,NONE,4,2026-12-01\n");
  REQUIRE(comes("in/done/orders.csv", terminal));
  REQUIRE(content("in/done/orders.csv.report.txt") == "1 row of orders imported\n");
  REQUIRE(comes("in/refused/wrong.csv", terminal));
  REQUIRE(content("in/refused/wrong.csv.report.txt").find("item 'NONE' is not known") != std::string::npos);
  REQUIRE(content("in/refused/wrong.rejects.csv").find("SO-2,1,ACME,NONE") != std::string::npos);
  REQUIRE(lines_of("SO-1") == 1);
  REQUIRE(lines_of("SO-2") == 0);
  REQUIRE(fs::is_empty(folder / "in/taking"));
  REQUIRE(comes("out/stock.csv", terminal));
}

TEST(people_come_into_a_terminal_that_runs_by_the_command_line_and_by_the_folder) {
  const RunningTerminal terminal(folder / "", db);
  REQUIRE(comes("dock.db.sock", terminal));
  std::ofstream(folder / "staff.csv") << "user,name,badge,role\nada,Ada L.,B-1,supervisor\n";
  REQUIRE(run("import '" + (folder / "staff.csv").string() + "'") == 0);
  REQUIRE(People::read(folder / "users.csv")->by_user("ada") != nullptr);
  leave("more.csv", "user,name,badge,role\nbo,Bo K.,B-2,operator\n");
  REQUIRE(comes("in/done/more.csv", terminal));
  REQUIRE(People::read(folder / "users.csv")->all().size() == 2);
  REQUIRE(run("import --undo") == 0);
  REQUIRE(People::read(folder / "users.csv")->all().size() == 1);
  REQUIRE(terminal.lives());
}

TEST(a_terminal_that_is_killed_while_it_takes_files_has_taken_each_once_in_the_end) {
  {
    const RunningTerminal terminal(folder / "", db);
    leave("items.csv", "item,name\nBOLT,Bolt M8\n");
    leave("places.csv", "location,kind\nA-01,storage\n");
    REQUIRE(comes("in/done/items.csv", terminal));
    REQUIRE(comes("in/done/places.csv", terminal));
    leave("stock.csv", "place,item,quantity\nA-01,BOLT,7\n");
    for (int looks = 0; looks < most_looks && fs::exists(folder / "in/stock.csv"); ++looks) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  const RunningTerminal again(folder / "", db);
  REQUIRE(comes("in/done/stock.csv", again));
  const auto views = Views::open(db).value();
  const auto rows = views->stock_at(place("A-01")).value();
  REQUIRE(rows.size() == 1);
  REQUIRE(rows[0].on_hand == 7);
  const auto events = views->events(100).value();
  const auto imports =
      std::count_if(events.begin(), events.end(), [](const EventView& event) { return event.action == "import"; });
  REQUIRE(imports == 3);
}
