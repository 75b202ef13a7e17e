package io.streetward.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.media.PixelBox;
import io.streetward.media.VideoFrame;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
    /** Made with Pillow: 40 × 64 stored, EXIF orientation 6, so 64 × 40 upright with the same corners as below. */
    private static final String TURNED_WEBP =
            "UklGRugAAABXRUJQVlA4WAoAAAAIAAAAJwAAPwAAVlA4IKgAAAAwCQCdASooAEAAPhkKg0EhBle3AAQAYSxAGgK4H8A/ADVCuW/g"
                    + "B+if835wzT7sB+i39VxQL4B+AG9/5//ugH8Ayv8Hk1xj21wG87JL7/ah5MwAAP7wpcxfN59rMBcHe1I24R//BAcM7XRjXgKjeXJ5"
                    + "VhN0jOI/2sVOJ7R1N/08X+QVo7a1O5FtLKIH+Es4OobDcbOJ9w5Njmz+H6moLd03A6sUAGFgAABFWElGGgAAAE1NACoAAAAIAAEB"
                    + "EgADAAAAAQAGAAAAAAAA";

    private static final List<Color> CORNERS = List.of(Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW);

    @TempDir
    private Path dir;

    private final NativeLeases leases = new NativeLeases();

    @AfterEach
    void nothingLeaks() {
        assertThat(leases.open()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp"})
    void readsWhatJavaWrites(String kind) throws IOException {
        assertThat(cornersOf(write(corners(), kind))).isEqualTo(CORNERS);
    }

    @Test
    void tellsTheKindByTheFirstBytes() throws IOException {
        Path misnamed = Files.move(write(corners(), "png"), dir.resolve("picture.jpg"));
        assertThat(cornersOf(misnamed)).isEqualTo(CORNERS);
    }

    @Test
    void coloursOfALargePngAreThoseOfTheFile() throws IOException {
        BufferedImage large = new BufferedImage(1280, 960, BufferedImage.TYPE_INT_RGB);
        large.setRGB(
                0,
                0,
                1280,
                960,
                Collections.nCopies(1280 * 960, 0x3C78B4).stream()
                        .mapToInt(i -> i)
                        .toArray(),
                0,
                1280);
        try (VideoFrame frame = PictureFile.read(write(large, "png"), leases)) {
            byte[] rgb = Arrays.copyOf(pixels(frame), 3);
            assertThat(List.of(rgb[0] & 0xff, rgb[1] & 0xff, rgb[2] & 0xff))
                    .allSatisfy(c -> assertThat(List.of(0x3C, 0x78, 0xB4)).anyMatch(e -> Math.abs(e - c) <= 2));
        }
    }

    /** Which corner of the upright picture is stored where, by EXIF 2.3: R red, G green, B blue, Y yellow, by rows. */
    @ParameterizedTest
    @CsvSource({"1, RGBY", "2, GRYB", "3, YBGR", "4, BYRG", "5, RBGY", "6, GYRB", "7, YGBR", "8, BRYG"})
    void standsUprightWhateverExifSays(int orientation, String stored) throws IOException {
        List<Color> colours =
                stored.chars().mapToObj(c -> CORNERS.get("RGBY".indexOf(c))).toList();
        BufferedImage picture = orientation < 5 ? corners(64, 40, colours) : corners(40, 64, colours);
        Path file = withOrientation(write(picture, "jpg"), orientation);
        assertThat(cornersOf(file)).isEqualTo(CORNERS);
    }

    @Test
    void standsUprightAlsoAsWebp() throws IOException {
        Path file = Files.write(dir.resolve("turned.webp"), Base64.getDecoder().decode(TURNED_WEBP));
        assertThat(cornersOf(file)).isEqualTo(CORNERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp"})
    void aPictureCutShortIsRefusedByName(String kind) throws IOException {
        Path whole = write(noise(), kind);
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> PictureFile.read(whole, leases))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(whole + ": ");
    }

    @Test
    void whatIsNoPictureIsRefusedByName() throws IOException {
        Path text = Files.writeString(dir.resolve("notes.jpg"), "not a picture");
        assertThatThrownBy(() -> PictureFile.read(text, leases))
                .hasMessage(text + ": is no picture by its first bytes, expected JPEG, PNG, BMP or WebP");
        Path empty = Files.writeString(dir.resolve("empty.jpg"), "");
        assertThatThrownBy(() -> PictureFile.read(empty, leases)).hasMessageContaining(empty + ": is empty");
        assertThatThrownBy(() -> PictureFile.read(dir, leases)).hasMessage(dir + ": is no file");
    }

    private static BufferedImage corners() {
        return corners(64, 40, CORNERS);
    }

    private static BufferedImage corners(int width, int height, List<Color> colours) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int corner = (y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1);
                picture.setRGB(x, y, colours.get(corner).getRGB());
            }
        }
        return picture;
    }

    private static BufferedImage noise() {
        BufferedImage picture = new BufferedImage(200, 120, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 200 * 120; i++) {
            picture.setRGB(i % 200, i / 200, i * 2_654_435);
        }
        return picture;
    }

    private Path write(BufferedImage picture, String kind) throws IOException {
        Path file = dir.resolve("picture." + kind);
        assertThat(ImageIO.write(picture, kind, file.toFile())).isTrue();
        return file;
    }

    /** Puts an APP1 segment with a single tag, the orientation, behind the start marker. */
    private Path withOrientation(Path jpeg, int orientation) throws IOException {
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] bytes = Files.readAllBytes(jpeg);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, 2);
        out.writeBytes(exif);
        out.write(bytes, 2, bytes.length - 2);
        return Files.write(jpeg, out.toByteArray());
    }

    private List<Color> cornersOf(Path file) throws IOException {
        try (VideoFrame frame = PictureFile.read(file, leases)) {
            assertThat(frame.widthPx()).isEqualTo(64);
            assertThat(frame.heightPx()).isEqualTo(40);
            byte[] rgb = pixels(frame);
            List<Color> seen = new ArrayList<>();
            for (int corner = 0; corner < 4; corner++) {
                int at = ((corner < 2 ? 8 : 32) * 64 + (corner % 2 == 0 ? 8 : 56)) * 3;
                seen.add(new Color(level(rgb[at]), level(rgb[at + 1]), level(rgb[at + 2])));
            }
            return seen;
        }
    }

    private static byte[] pixels(VideoFrame frame) throws FfmpegException {
        ByteBuffer target = ByteBuffer.allocateDirect(frame.widthPx() * frame.heightPx() * 3);
        try (FrameScaler scaler = new FrameScaler()) {
            PixelBox all = new PixelBox(0, 0, frame.widthPx(), frame.heightPx());
            scaler.scale(frame, target, frame.widthPx(), all, false);
        }
        byte[] rgb = new byte[target.capacity()];
        target.get(rgb);
        return rgb;
    }

    /** Compression moves colours a little. */
    private static int level(byte value) {
        return (value & 0xff) < 24 ? 0 : (value & 0xff) > 231 ? 255 : value & 0xff;
    }
}
