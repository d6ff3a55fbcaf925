package dev.dpm.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.dpm.socket.WaitingRequests.Waiting;

class WaitingRequestsTest {

    private final WaitingRequests waiting = new WaitingRequests();

    private void add(String... requests) {
        for (String request : requests) {
            String[] words = request.split(" ");
            waiting.add(new Waiting(null, null, new Request(words[0], List.of(words[1]), Map.of(), "", "")));
        }
    }

    private List<String> all() {
        List<String> order = new ArrayList<>();
        for (List<Waiting> next = waiting.next(); !next.isEmpty(); next = waiting.next()) {
            order.add(next.size() + " " + word(next.get(0)));
        }
        return order;
    }

    private static String word(Waiting one) {
        return one.request().method() + " " + one.request().path().get(0);
    }

    @Test
    void commands_keep_their_order() {
        add("POST stop", "DELETE web", "POST start");

        assertThat(all()).containsExactly("1 POST stop", "1 DELETE web", "1 POST start");
    }

    @Test
    void the_newest_question_comes_first_and_equal_ones_are_one() {
        add("GET events", "GET status", "GET status", "GET web", "GET status");

        assertThat(all()).containsExactly("3 GET status", "1 GET web", "1 GET events");
        assertThat(waiting.size()).isZero();
    }

    @Test
    void equal_commands_are_each_carried_out() {
        add("POST restart", "POST restart");

        assertThat(all()).containsExactly("1 POST restart", "1 POST restart");
    }

    @Test
    void commands_and_questions_take_turns() {
        add("GET one", "GET two", "POST stop", "POST start", "POST reload");

        assertThat(all()).containsExactly("1 POST stop", "1 GET two", "1 POST start", "1 GET one", "1 POST reload");
    }

    @Test
    void the_oldest_question_gives_way_before_the_newest_command() {
        add("POST stop", "GET one", "POST start", "GET two");
        List<String> gave = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            gave.add(word(waiting.giveWay().orElseThrow()));
        }

        assertThat(gave).containsExactly("GET one", "GET two", "POST start", "POST stop");
        assertThat(waiting.giveWay()).isEmpty();
    }
}
