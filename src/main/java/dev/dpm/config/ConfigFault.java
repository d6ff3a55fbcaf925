package dev.dpm.config;

/**
 * One thing wrong with what was asked, as a sentence that names the option, the value and what is allowed.
 *
 * @param place where it stands: {@code --port}, {@code DPM_PORT}, {@code dpm.yaml line 4}
 * @param sentence what is wrong and what is allowed
 */
public record ConfigFault(String place, String sentence) {
    @Override
    public String toString() {
        return place + ": " + sentence;
    }
}
